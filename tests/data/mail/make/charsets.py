# SPDX-License-Identifier: GPL-3.0-or-later
"""Every charset that mail has, in the text and in the subject; the expectation comes from Python's own codecs."""
from mail import b64, b64word, mail, qp

GERMAN = "Schöne Grüße für Maß"
FRENCH = "Où est le café français"
POLISH = "Zażółć gęślą jaźń"
RUSSIAN = "Съешь же ещё этих мягких булок"
GREEK = "Καλημέρα κόσμε"
TURKISH = "Güneş ışığı İstanbul"
HEBREW = "שלום עולם"
ARABIC = "مرحبا بالعالم"
BALTIC = "Ąžuolas ėjo žąsis"
THAI = "สวัสดีชาวโลก"
CHINESE = "关于下周会议的通知，请查收附件"
TRADITIONAL = "關於下週會議的通知，請查收附件"
JAPANESE = "来週の会議についてのお知らせ"
KOREAN = "다음 주 회의 안내입니다"

# name in the mail, Python's codec, text
LABELS = [
    ("utf-8", "utf-8", CHINESE + GERMAN), ("utf8", "utf-8", RUSSIAN), ("unicode-1-1-utf-8", "utf-8", FRENCH),
    ("gb2312", "gb2312", CHINESE), ("gb_2312-80", "gb2312", CHINESE), ("euc-cn", "gb2312", CHINESE), ("gbk", "gbk", "镕基與會"), ("cp936", "gbk", CHINESE),
    ("ms936", "gbk", CHINESE), ("x-gbk", "gbk", CHINESE), ("windows-936", "gbk", CHINESE), ("gb18030", "gb18030", "㐀𠀀" + CHINESE), ("hz-gb-2312", "hz", CHINESE),
    ("big5", "big5", TRADITIONAL), ("big5-hkscs", "big5hkscs", "啲嘢係" + TRADITIONAL), ("cp950", "cp950", TRADITIONAL), ("cn-big5", "big5", TRADITIONAL),
    ("iso-2022-jp", "iso2022_jp", JAPANESE), ("shift_jis", "shift_jis", JAPANESE), ("x-sjis", "cp932", JAPANESE + "①"), ("euc-jp", "euc_jp", JAPANESE),
    ("windows-31j", "cp932", JAPANESE), ("euc-kr", "euc_kr", KOREAN), ("ks_c_5601-1987", "cp949", KOREAN), ("iso-2022-kr", "iso2022_kr", KOREAN), ("cp949", "cp949", KOREAN),
    ("iso-8859-1", "latin-1", GERMAN), ("latin1", "latin-1", FRENCH), ("iso-8859-2", "iso8859-2", POLISH), ("iso-8859-3", "iso8859-3", "Ĝis revido"),
    ("iso-8859-4", "iso8859-4", BALTIC), ("iso-8859-5", "iso8859-5", RUSSIAN), ("iso-8859-6", "iso8859-6", ARABIC), ("iso-8859-7", "iso8859-7", GREEK),
    ("iso-8859-8", "iso8859-8", HEBREW), ("iso-8859-8-i", "iso8859-8", HEBREW), ("iso-8859-9", "iso8859-9", TURKISH), ("iso-8859-13", "iso8859-13", BALTIC),
    ("iso-8859-15", "iso8859-15", "100 € für Œuvre"), ("windows-1250", "cp1250", POLISH), ("windows-1251", "cp1251", RUSSIAN),
    ("windows-1252", "cp1252", "„Anführung“ – 5 €"), ("windows-1253", "cp1253", GREEK), ("windows-1254", "cp1254", TURKISH), ("windows-1255", "cp1255", HEBREW),
    ("windows-1256", "cp1256", ARABIC), ("windows-1257", "cp1257", BALTIC), ("windows-1258", "cp1258", "Chào thân ái"), ("koi8-r", "koi8-r", RUSSIAN),
    ("koi8-u", "koi8-u", "Привіт, світе, їжак"), ("macintosh", "mac-roman", FRENCH), ("x-mac-cyrillic", "mac-cyrillic", RUSSIAN), ("ibm850", "cp850", GERMAN),
    ("ibm437", "cp437", GERMAN), ("ibm866", "cp866", RUSSIAN), ("tis-620", "tis-620", THAI), ("windows-874", "cp874", THAI), ("utf-16le", "utf-16le", CHINESE),
    ("utf-16be", "utf-16be", GERMAN), ("utf-16", "utf-16", JAPANESE), ("utf-32", "utf-32", CHINESE),
]

WRONG = [
    ("utf8-labelled-latin1", "UTF-8 that says it is Latin-1: the bytes are believed.", "iso-8859-1", GERMAN.encode(), GERMAN),
    ("utf8-labelled-ascii", "UTF-8 that says it is ASCII.", "us-ascii", CHINESE.encode(), CHINESE),
    ("utf8-labelled-windows-1251", "UTF-8 that says it is Cyrillic.", "windows-1251", RUSSIAN.encode(), RUSSIAN),
    ("utf8-labelled-big5", "UTF-8 that says it is Big5.", "big5", TRADITIONAL.encode(), TRADITIONAL),
    ("utf8-labelled-shift-jis", "UTF-8 that says it is Shift_JIS.", "shift_jis", JAPANESE.encode(), JAPANESE),
    ("gbk-labelled-utf8", "GBK that says it is UTF-8.", "utf-8", CHINESE.encode("gbk"), CHINESE),
    ("gbk-labelled-ascii", "GBK that says it is ASCII.", "us-ascii", CHINESE.encode("gbk"), CHINESE),
    ("gbk-in-gb2312", "Characters of GBK in what says GB2312.", "gb2312", "镕喆堃".encode("gbk"), "镕喆堃"),
    ("windows-1252-in-latin1", "The quotes of Windows in what says Latin-1.", "iso-8859-1", "„so“ – 5 €".encode("cp1252"), "„so“ – 5 €"),
    ("cp932-in-shift-jis", "Circled digits of Windows in what says Shift_JIS.", "shift_jis", "①②㈱".encode("cp932"), "①②㈱"),
    ("utf8-with-bom", "A byte order mark before UTF-8.", "utf-8", b"\xef\xbb\xbf" + GERMAN.encode(), GERMAN),
    ("charset-in-quotes", "Quotes of the wrong kind around the charset.", "'utf-8'", GERMAN.encode(), GERMAN),
    ("charset-unknown", "A charset nobody knows: UTF-8 if it can be.", "x-unknown", GERMAN.encode(), GERMAN),
    ("charset-default", "Some programs say \"default\".", "default", CHINESE.encode("gbk"), CHINESE),
    ("utf7", "UTF-7 is refused: it is shown as it stands.", "utf-7", b"+ADw-script+AD4-", "+ADw-script+AD4-"),
    ("utf7-other-name", "UTF-7 by its other name.", "unicode-1-1-utf-7", b"+ADw-", "+ADw-"),
]


def make():
    for label, codec, text in LABELS:
        mail(f"charsets/{label.replace('_', '-')}", f"{label}: the text and the subject.",
             f"Subject: {b64word(text.encode(codec), label)}\nContent-Type: text/plain; charset={label}\nContent-Transfer-Encoding: base64\n", b64(text.encode(codec)),
             subject=text, text=text)
    for name, why, label, data, text in WRONG:
        mail(f"charsets/wrong-{name}", why, f"Subject: w\nContent-Type: text/plain; charset=\"{label}\"\nContent-Transfer-Encoding: quoted-printable\n", qp(data), text=text)
    mail("charsets/undeclared-utf8", "No charset, UTF-8.", "Subject: u\n", RUSSIAN + "\n", text=RUSSIAN + "\n")
    mail("charsets/undeclared-gbk", "No charset, GBK, as old Chinese programs write.", "Subject: u\n", CHINESE.encode("gbk") + b"\n", text=CHINESE + "\n")
    mail("charsets/undeclared-iso-2022-jp", "No charset, but the escapes of ISO-2022-JP.", "Subject: u\n", JAPANESE.encode("iso2022_jp") + b"\n", text=JAPANESE + "\n")
    mail("charsets/html-meta", "The charset is only in the HTML.", "Subject: m\nContent-Type: text/html\n",
         b'<html><head><meta charset="windows-1251"></head><body>' + RUSSIAN.encode("cp1251") + b"</body></html>", text=RUSSIAN + "\n")
    mail("charsets/html-meta-old", "The same, in the old way.", "Subject: m\nContent-Type: text/html\n",
         b'<meta http-equiv="Content-Type" content="text/html; charset=big5"><p>' + TRADITIONAL.encode("big5") + b"</p>", text=TRADITIONAL + "\n")
    mail("charsets/html-meta-contradicts", "The header's charset counts more than that in the HTML.", "Subject: m\nContent-Type: text/html; charset=koi8-r\n",
         b'<meta charset="windows-1251"><p>' + RUSSIAN.encode("koi8-r") + b"</p>", text=RUSSIAN + "\n")
