// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace tern::test {

/// Ways in which HTML, CSS and SVG make a browser run something or ask another machine: "https://a.example" (or //a.example) is that machine.
inline constexpr std::array kCallHomeVectors{
    "<script>alert(1)</script>", "<script src=//a.example></script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
    "<a href=\"javascript:alert(1)\">x</a>", "<a href=\"java\nscript:alert(1)\">x</a>", "<a href=\" &#1; javascript:alert(1)\">x</a>", "<a href=\"data:text/html,<script>\">x</a>",
    "<a href=\"vbscript:x\">x</a>", "<a href=\"file:///etc/passwd\">x</a>", "<iframe src=\"https://a.example\"></iframe>", "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<object data=\"https://a.example/x.swf\"></object>", "<embed src=\"https://a.example\">", "<applet code=x></applet>", "<base href=\"https://a.example/\">",
    "<meta http-equiv=refresh content=\"0;url=https://a.example\">", "<link rel=stylesheet href=\"https://a.example\">", "<link rel=prefetch href=\"https://a.example\">",
    "<link rel=dns-prefetch href=\"//a.example\">", "<link rel=preconnect href=\"//a.example\">", "<form action=\"https://a.example\"><input type=image src=\"https://a.example/x\"></form>",
    "<video src=\"https://a.example\" poster=\"https://a.example\"></video>", "<audio src=\"https://a.example\"></audio>", "<video><source src=\"https://a.example\"></video>",
    "<img srcset=\"https://a.example 2x\">", "<picture><source srcset=\"https://a.example\"></picture>", "<img src=\"https://a.example/x.png\">", "<img src=//a.example/x>",
    "<img src=\\\\a.example\\x>", "<img src=\"ht\ntps://a.example/x\">", "<img lowsrc=\"https://a.example\">", "<img dynsrc=\"https://a.example\">", "<img longdesc=\"https://a.example\">",
    "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='https://a.example'/></svg>\">", "<img src=\"ftp://a.example/x\">", "<image src=\"https://a.example\">",
    "<input type=image src=\"https://a.example\">", "<body background=\"https://a.example\">", "<td background=\"https://a.example\">", "<table background=//a.example>",
    "<div style=\"background:url(https://a.example)\">", "<div style=\"background:\\75 rl(https://a.example)\">", "<div style=\"background-image:image-set('https://a.example' 1x)\">",
    "<style>@import 'https://a.example';</style>", "<style>p{background:url(https://a.example)}</style>", "<style>@font-face{font-family:x;src:url(https://a.example)}</style>",
    "<style><!--</style><img src=\"https://a.example\">-->", "<style>p{content:\"</style><img src=https://a.example>\"}</style>", "<bgsound src=\"https://a.example\">",
    "<frameset><frame src=\"https://a.example\"></frameset>", "<math><mtext href=\"https://a.example\">", "<math xlink:href=\"https://a.example\">", "<svg><image href=\"https://a.example\"/></svg>",
    "<svg><use xlink:href=\"https://a.example#x\"/></svg>", "<svg><feImage href=\"https://a.example\"/></svg>", "<svg><foreignObject><img src=\"https://a.example\"></foreignObject></svg>",
    "<svg><style>@import 'https://a.example'</style></svg>", "<noscript><img src=\"https://a.example\"></noscript>", "<template><img src=\"https://a.example\"></template>",
    "<a ping=\"https://a.example\" href=\"#x\">x</a>", "<blockquote cite=\"https://a.example\">", "<q cite=\"https://a.example\">", "<del cite=\"https://a.example\">", "<isindex action=\"https://a.example\">",
    "<html manifest=\"https://a.example\">", "<head profile=\"https://a.example\">", "<object classid=\"https://a.example\" codebase=\"https://a.example\">", "<button formaction=\"https://a.example\">",
    "<command icon=\"https://a.example\">", "<menuitem icon=\"https://a.example\">", "<track src=\"https://a.example\">", "<portal src=\"https://a.example\">", "<xml src=\"https://a.example\">",
    "<?xml-stylesheet href=\"https://a.example\"?>", "<!--[if IE]><img src=\"https://a.example\"><![endif]-->", "<!DOCTYPE html SYSTEM \"https://a.example\">", "<![CDATA[<img src=\"https://a.example\">]]>",
    "<!ENTITY x SYSTEM \"https://a.example\">", "<div style=\"list-style:url(https://a.example)\">", "<div style=\"cursor:url(https://a.example),auto\">", "<div style=\"filter:url(https://a.example#x)\">",
    "<div style=\"mask:url(https://a.example)\">", "<div style=\"border-image:url(https://a.example)\">", "<div style=\"clip-path:url(https://a.example)\">", "<div style=\"shape-outside:url(https://a.example)\">",
    "<div style=\"content:url(https://a.example)\">", "<div style=\"--x:url(https://a.example)\">", "<div style=\"behavior:url(https://a.example)\">", "<div style=\"offset-path:url(https://a.example)\">",
    "<noembed><img src=\"https://a.example\"></noembed>", "<noframes><img src=\"https://a.example\"></noframes>", "<plaintext><img src=\"https://a.example\">", "<xmp><img src=\"https://a.example\"></xmp>",
    "<listing><img src=\"https://a.example\"></listing>", "<textarea><img src=\"https://a.example\"></textarea>", "<title><img src=\"https://a.example\"></title>",
    "<p title=\"</p><img src=https://a.example>\">", "<a href='x' title='\"><img src=\"https://a.example\">'>", "<img src=\"https://a.example/x\" width=1 height=1>",
    "<div\x0Cstyle=\"background:url(https://a.example)\">", "<img/src=\"https://a.example\">", "<IMG SRC=\"https://a.example\">", "<img src=\"HTTPS://a.example\">", "<img src=`https://a.example`>"};

} // namespace tern::test
