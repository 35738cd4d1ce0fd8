"""Who may act for an organisation."""

from submissions.views.mine import Mine


class MemberList(Mine):
    """Members and invitations."""


class MemberChange(Mine):
    """The role of one member, or its end."""


class OrganisationLeave(Mine):
    """A member leaves."""


class InvitationDetail(Mine):
    """An invitation, for the address that it is bound to."""


class InvitationRevoke(Mine):
    """An invitation is taken back."""
