# SPDX-License-Identifier: GPL-3.0-or-later
"""Small real files, made by code, the same each time: xlsx, pdf, png, text."""
import io
import math
import random
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "pdf": "application/pdf",
    "png": "image/png", "txt": "text/plain", "log": "text/plain"}


def make(name: str) -> tuple[str, bytes]:
    """The media type and content of a file with this name."""
    kind = name.rpartition(".")[2].lower()
    if kind == "xlsx":
        content = xlsx([["项目", "负责人", "日期", "进度"], ["登录页面", "刘洋", "11-20", "100%"], ["权限模块", "王芳", "11-27", "60%"],
                        ["压力测试", "李娜", "12-04", "20%"], [name, "", "", ""]])
    elif kind == "pdf":
        content = pdf([name, "Page 1 of 1", "Tern demo document"])
    elif kind == "png":
        content = picture(name, 480, 320)
    else:
        content = "".join(f"{n:4d}  {name}\n" for n in range(1, 60)).encode("utf-8")
    return TYPES.get(kind, "application/octet-stream"), content


def xlsx(rows: list[list[str]]) -> bytes:
    """A workbook with one sheet of text cells [ECMA-376]."""
    cells = "".join(
        f'<row r="{r}">' + "".join(
            f'<c r="{chr(64 + c)}{r}" t="inlineStr"><is><t>{escape(value)}</t></is></c>' for c, value in enumerate(row, 1))
        + "</row>" for r, row in enumerate(rows, 1))
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml":
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{sheet}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{sheet}.worksheet+xml"/></Types>',
        "_rels/.rels":
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml":
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels":
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0)), head + text)
    return out.getvalue()


def pdf(lines: list[str]) -> bytes:
    """One page; a standard CJK font by name, so nothing is embedded [ISO 32000-1 9.7.5]."""
    text = "BT /F1 18 Tf 72 760 Td 26 TL " + " ".join(
        f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) "
        "/Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    out += (f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
            f"startxref\n{len(out)}\n%%EOF\n").encode("ascii")
    return out


def picture(name: str, width: int, height: int) -> bytes:
    """A landscape: sky, sun, three ranges of hills, water. Its colours follow from the name."""
    rng = random.Random(name)
    hue = rng.random()
    sky_top, sky_low = _colour(hue, 0.35, 0.55), _colour(hue + 0.08, 0.22, 0.96)
    sun_x, sun_y, sun_r = rng.uniform(0.2, 0.8) * width, rng.uniform(0.18, 0.4) * height, height * 0.08
    ranges = []
    for layer in range(3):
        base, waves = height * (0.5 + 0.12 * layer), [(rng.uniform(1, 4), rng.uniform(0, 6.3), rng.uniform(8, 26)) for _ in range(3)]
        top = [base + sum(a * math.sin(f * 6.3 * x / width + p) for f, p, a in waves) for x in range(width)]
        ranges.append((top, bytes(_colour(hue + 0.3 + 0.04 * layer, 0.3, 0.62 - 0.17 * layer))))
    water = height * 0.86
    raw = bytearray()
    for y in range(height):
        share = y / height
        sky = bytes(int(a + (b - a) * share) for a, b in zip(sky_top, sky_low))
        raw.append(0)
        if y >= water:
            raw += bytes(int(c * (0.72 + 0.1 * math.sin(y))) for c in sky) * width
            continue
        row = [sky] * width
        if abs(y - sun_y) < sun_r:
            half = math.sqrt(sun_r * sun_r - (y - sun_y) ** 2)
            for x in range(max(0, int(sun_x - half)), min(width, int(sun_x + half))):
                row[x] = b"\xff\xf3\xc4"
        if y > height * 0.3:
            for top, colour in ranges:
                row = [colour if y >= t else old for t, old in zip(top, row)]
        raw += b"".join(row)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + \
        _chunk(b"IDAT", zlib.compress(bytes(raw), 9)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _colour(hue: float, saturation: float, value: float) -> tuple[int, int, int]:
    import colorsys
    r, g, b = colorsys.hsv_to_rgb(hue % 1, saturation, value)
    return int(r * 255), int(g * 255), int(b * 255)
