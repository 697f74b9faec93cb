# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail of the Chinese providers and programs."""
from mail import attachment, b64, b64word, crlf, mail, part, qp, usual, write


def make():
    gb = lambda text: text.encode("gb18030")
    mail("chinese/qq-alternative", "QQ Mail: GB18030, both forms in base64, a boundary with dots.",
         f"Subject: {b64word(gb('第二封'), 'gb18030')}\nX-QQ-mid: xmsmtpt1\nX-Mailer: QQMail 2.x\nContent-Type: multipart/alternative;\n\tboundary=\"----=_NextPart_6566A1_0B.1C\"\n",
         "This is a multi-part message in MIME format.\n\n------=_NextPart_6566A1_0B.1C\nContent-Type: text/plain;\n\tcharset=\"gb18030\"\nContent-Transfer-Encoding: base64\n\n" + b64(gb("你好：\n  附件请查收。"))
         + "\n------=_NextPart_6566A1_0B.1C\nContent-Type: text/html;\n\tcharset=\"gb18030\"\nContent-Transfer-Encoding: base64\n\n" + b64(gb("<div>你好：</div><div>附件请查收。</div>")) + "\n------=_NextPart_6566A1_0B.1C--\n",
         subject="第二封", text="你好：\n  附件请查收。", html="<div>你好：</div><div>附件请查收。</div>", defects=[])
    mail("chinese/qq-file-name", "QQ Mail: a file's name as an encoded word in GB18030.", "Subject: f\nContent-Type: multipart/mixed; boundary=b1\n",
         part(f"Content-Type: application/octet-stream;\n\tcharset=\"gb18030\";\n\tname=\"{b64word(gb('报价单（终稿）.xlsx'), 'gb18030')}\"\nContent-Disposition: attachment; filename=\"{b64word(gb('报价单（终稿）.xlsx'), 'gb18030')}\"", "x")
         + "--b1--\n", attachments=[attachment("报价单（终稿）.xlsx", b"x")])
    mail("chinese/qq-nickname", "QQ Mail: the nickname is an encoded word in quotes.", "X-Note: n\nReply-To: \"=?gb18030?B?" + b64(gb("小明")).strip() + "?=\" <10001@qq.com>\n", "x\n",
         reply_to=[{"name": "小明", "address": "10001@qq.com"}])
    mail("chinese/netease-gbk", "NetEase: GBK, Coremail's headers.", f"Subject: {b64word('会议通知'.encode('gbk'), 'GBK')}\nX-CM-TRANSID: wKgB\nX-Originating-IP: [192.0.2.1]\nX-Mailer: Coremail Webmail Server\n"
         "Content-Type: text/plain; charset=GBK\nContent-Transfer-Encoding: base64\n", b64("各位好\r\n".encode("gbk")), subject="会议通知", text="各位好\n")
    mail("chinese/netease-file-name", "NetEase: raw GBK in the name, an encoded word in the disposition.", b"Subject: f\nContent-Type: multipart/mixed; boundary=b1\n",
         b"--b1\nContent-Type: application/octet-stream; name=\"" + "合同.doc".encode("gbk") + b"\"\nContent-Disposition: attachment; filename=\"" + b64word("合同.doc".encode("gbk"), "GBK").encode() + b"\"\n\nx\n--b1--\n",
         attachments=[attachment("合同.doc", b"x")])
    mail("chinese/foxmail", "Foxmail: GB2312 on the label, GBK in the bytes.", f"Subject: {b64word('镕基'.encode('gbk'), 'gb2312')}\nX-Mailer: Foxmail 7.2.25\nContent-Type: text/html; charset=\"GB2312\"\nContent-Transfer-Encoding: quoted-printable\n",
         qp("<div>朱镕基喆</div>".encode("gbk")), subject="镕基", text="朱镕基喆\n")
    mail("chinese/foxmail-split-word", "Foxmail: a subject cut inside a character.", b"Subject: =?gb2312?B?" + b64("关于召开".encode("gbk")[:5]).strip().encode() + b"?=\n =?gb2312?B?" + b64("关于召开".encode("gbk")[5:]).strip().encode() + b"?=\n",
         subject="关于召开")
    mail("chinese/dreammail-no-charset", "An old program: no charset, HTML in GBK.", "Subject: h\nContent-Type: text/html\n", "<p>你好，请查收。</p>".encode("gbk"), text="你好，请查收。\n")
    mail("chinese/aliyun-utf8-labelled-gbk", "UTF-8 bytes under a GBK label.", "Subject: a\nContent-Type: text/plain; charset=gbk\n", "您的验证码是八位数字\n", text="您的验证码是八位数字\n")
    mail("chinese/full-width-space", "An indent of full-width spaces stays.", "Subject: s\nContent-Type: text/plain; charset=utf-8\n", "　　各位同事：\n", text="　　各位同事：\n")
    mail("chinese/gb18030-four-bytes", "Characters that only four bytes can say.", "Subject: g\nContent-Type: text/plain; charset=gb18030\nContent-Transfer-Encoding: base64\n", b64(gb("㐀㐁𠀀𪚥 €")), text="㐀㐁𠀀𪚥 €")
    mail("chinese/hz", "HZ, of the years of 7-bit networks.", "Subject: h\nContent-Type: text/plain; charset=hz-gb-2312\n", "你好".encode("hz") + b" ~~ ok\n", text="你好 ~ ok\n")
    mail("chinese/big5-taiwan", "A Taiwanese program: Big5 with backslash bytes.", f"Subject: {b64word('許功蓋'.encode('big5'), 'big5')}\nContent-Type: text/plain; charset=big5\nContent-Transfer-Encoding: 8bit\n", "許功蓋成功\n".encode("big5"),
         subject="許功蓋", text="許功蓋成功\n")
    mail("chinese/hong-kong", "A Hong Kong program: HKSCS.", "Subject: h\nContent-Type: text/plain; charset=big5-hkscs\n", "佢哋喺度\n".encode("big5hkscs"), text="佢哋喺度\n")
    mail("chinese/attachment-2231-gbk", "RFC 2231 in GBK, in pieces.", "Subject: f\nContent-Type: multipart/mixed; boundary=b1\n",
         part("Content-Type: application/zip\nContent-Disposition: attachment;\n filename*0*=gbk''%D5%D5;\n filename*1*=%C6%AC.zip", "PK") + "--b1--\n", attachments=[attachment("照片.zip", b"PK")])
    mail("chinese/quoted-reply", "A reply with a Chinese head of quotation.", "Subject: Re\nContent-Type: text/plain; charset=utf-8\n", "收到。\n\n在 2026-11-23 09:41:02，\"张伟\" <zhang@example.org> 写道：\n> 请查收\n",
         text="收到。\n\n在 2026-11-23 09:41:02，\"张伟\" <zhang@example.org> 写道：\n> 请查收\n")
