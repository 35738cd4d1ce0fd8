"""Pictures that people hand in: what is refused, and what is stored of the others."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from machinery.pictures import LARGEST_FILE, clean_picture
from tests.machinery.pictures import bomb, picture_file

NO_PICTURE = "Bitte ein Bild im Format PNG, JPEG oder WebP wählen."
NO_END = "Die Bilddatei ist unvollständig oder enthält noch etwas anderes als das Bild."
BROKEN = "Das Bild ist beschädigt und lässt sich nicht lesen."
MOVING = "Bewegte Bilder sind nicht möglich. Bitte ein stehendes Bild wählen."
TOO_MANY_PIXELS = "Das Bild hat mehr als 25 Millionen Bildpunkte. Bitte verkleinern Sie es."


def cleaned(content, name="logo.png"):
    return clean_picture(SimpleUploadedFile(name, content))


def stored(content):
    return Image.open(cleaned(content))


def refusal(content, name="logo.png"):
    with pytest.raises(ValidationError) as caught:
        cleaned(content, name)
    return caught.value.messages


def moving(kind):
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    written = BytesIO()
    frames[0].save(written, kind, save_all=True, append_images=frames[1:], duration=100)
    return written.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_picture_becomes_a_small_webp_with_a_random_name(kind):
    content = picture_file(kind, size=(1600, 800))

    first, second = cleaned(content, "Geheim.png"), cleaned(content, "Geheim.png")

    picture = Image.open(first)
    assert (picture.format, picture.size) == ("WEBP", (512, 256))
    assert len(first.name) == len(".webp") + 24
    assert first.name != second.name
    assert "Geheim" not in first.name


def test_small_picture_keeps_its_size():
    assert stored(picture_file("PNG", size=(40, 30))).size == (40, 30)


def test_transparency_stays():
    picture = stored(picture_file("PNG", mode="RGBA", colour=(255, 0, 0, 0))).convert("RGBA")

    assert picture.getpixel((0, 0))[3] == 0


def test_transparent_palette_stays():
    written = BytesIO()
    Image.new("P", (10, 10), 0).save(written, "PNG", transparency=0)

    assert stored(written.getvalue()).convert("RGBA").getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_png_is_taken(mode):
    written = BytesIO()
    Image.new(mode, (10, 10)).save(written, "PNG")

    assert stored(written.getvalue()).size == (10, 10)


def test_grey_of_16_bits_keeps_its_shades():
    written = BytesIO()
    Image.new("I;16", (10, 10), 32768).save(written, "PNG")

    assert stored(written.getvalue()).convert("L").getpixel((5, 5)) == pytest.approx(128, abs=2)


def test_colours_for_print_are_taken():
    picture = stored(picture_file("JPEG", mode="CMYK", colour=(0, 0, 0, 0)))

    assert picture.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


def test_metadata_is_gone():
    exif = Image.Exif()
    exif[0x010E] = "Geheim aufgenommen"
    written = BytesIO()
    Image.new("RGB", (10, 10)).save(written, "JPEG", exif=exif, comment=b"Geheim", icc_profile=b"Geheim")
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "Geheim")
    described = BytesIO()
    Image.new("RGB", (10, 10)).save(described, "PNG", pnginfo=text, exif=exif)

    assert b"Geheim" in written.getvalue()
    assert b"Geheim" in described.getvalue()
    for content in (written.getvalue(), described.getvalue()):
        assert b"Geheim" not in cleaned(content).read()


def test_picture_stands_as_the_camera_held_it():
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    written = BytesIO()
    Image.new("RGB", (40, 20)).save(written, "JPEG", exif=exif)

    assert stored(written.getvalue()).size == (20, 40)


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"8BPS\x00\x01" + bytes(100),
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"%PDF-1.7\n%%EOF",
        b"GIF89a" + bytes(20),
        b"RIFF\x00\x00\x00\x00AVI ",
        b"<html></html>",
        b"\x00",
    ],
    ids=["svg", "psd", "eps", "pdf", "gif", "avi", "html", "null"],
)
def test_other_formats_are_refused_whatever_they_are_called(content):
    assert refusal(content, "logo.png") == [NO_PICTURE]


def test_empty_file_is_called_empty():
    assert refusal(b"") == ["Die Datei ist leer."]


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO", "GIF"])
def test_other_pictures_are_refused(kind):
    assert refusal(picture_file(kind)) == [NO_PICTURE]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_picture_with_a_page_behind_it_is_refused(kind):
    assert refusal(picture_file(kind) + b"<html><script>alert(1)</script></html>") == [NO_END]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_picture_with_padding_behind_it_is_taken(kind):
    assert stored(picture_file(kind, size=(10, 10)) + b"\x00\r\n").size == (10, 10)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_truncated_picture_is_refused(kind, part):
    content = picture_file(kind, size=(200, 200), noise=True)

    assert refusal(content[: int(len(content) * part)]) in ([NO_END], [BROKEN])


def test_broken_chunk_is_refused():
    content = bytearray(picture_file("PNG", size=(50, 50), noise=True))
    content[60] ^= 0xFF

    assert refusal(bytes(content)) == [BROKEN]


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_moving_picture_is_refused(kind):
    assert refusal(moving(kind)) == [MOVING]


@pytest.mark.parametrize("side", [5001, 13_000, 20_000])
def test_picture_of_too_many_pixels_is_refused_before_it_is_decoded(side, monkeypatch):
    content = bomb(side)
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda self: pytest.fail("decoded"))

    assert len(content) < 60_000
    assert refusal(content) == [TOO_MANY_PIXELS]


def test_file_has_a_largest_size():
    content = picture_file("PNG")
    padded = content + b"\x00" * (LARGEST_FILE - len(content))

    assert cleaned(padded)
    assert refusal(padded + b"\x00") == ["Das Bild ist größer als 2 MB."]


def test_text_that_grows_is_refused():
    text = zlib.compress(bytes(80_000_000))
    chunk = b"zTXt" + b"Comment\x00\x00" + text
    long = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    content = picture_file("PNG")

    assert refusal(content[:33] + long + content[33:]) == [BROKEN]
