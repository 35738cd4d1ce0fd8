"""Who sends a request: the address of the client, whoever stands between it and us, and its network."""

import ipaddress

from django.conf import settings


def address_in(meta):
    """The address of the client; of the addresses that the proxies in front of us wrote down, the one that
    the outermost of ours saw. What the client itself claims stands further left and does not count.

    `meta`: what WSGI says of the request (`request.META`).
    """
    direct = meta.get("REMOTE_ADDR", "")
    if not settings.PROXY_COUNT:
        return direct
    noted = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    return (noted[-settings.PROXY_COUNT] if len(noted) >= settings.PROXY_COUNT else "") or direct


def network_in(meta):
    """The network of the client, as a text: what counts as one sender.

    Of an IPv6 address the first 64 bits: that much one household or server has to itself.
    """
    try:
        ip = ipaddress.ip_address(address_in(meta))
    except ValueError:
        return "unknown"
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return str(ipaddress.ip_network((ip, 64 if ip.version == 6 else 32), strict=False))
