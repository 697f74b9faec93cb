// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/markup/Color.h"

#include <string>
#include <string_view>
#include <vector>

namespace tern::markup {

/// How a message's HTML is to be shown.
struct HtmlRules {
    /// What pictures of the message itself are asked from: "cid:x" becomes this and "cid/x" (x percent-encoded).
    std::string ownPrefix = "part:";
    /// Pictures on other machines are asked from `ownPrefix` and "remote/N", N their place in SafeHtml::pictures; else they are left out.
    bool remote = false;
    bool dark = false;
    Ground ground;
    /// What to click on to see a quoted message at the end, a person's language; empty: quotations are not folded.
    std::string showQuoted;
};

/// A picture on another machine.
struct RemotePicture {
    enum class Kind {
        Picture,
        Tracker,   ///< an address known to count who reads what, or a picture nobody could see: never loaded
    };
    std::string url;     ///< absolute, http or https
    std::string host;    ///< lower case
    Kind kind = Kind::Picture;

    bool operator==(const RemotePicture &) const = default;
};

struct HtmlLink {
    std::string url;     ///< http, https or mailto
    std::string text;    ///< what it says, white space as single spaces; at most 500 bytes
};

/// A message's HTML that loads nothing by itself and can do nothing.
struct SafeHtml {
    std::string html;                     ///< UTF-8: what belongs into <body>, style sheets first
    std::string bodyAttributes;           ///< of <body>: " style=…" or empty
    std::vector<RemotePicture> pictures;  ///< each address once, in order; at most 2,000
    std::vector<HtmlLink> links;          ///< at most 2,000
    int removed = 0;                      ///< elements and attributes that could have loaded or run something and are not pictures (scripts, frames, fonts, forms…)
};

/// Keeps what is known to be harmless, and writes it anew: elements, attributes and CSS by lists of what may stay. What a browser would make of
/// broken markup does not matter, as it only ever sees ours. Linear in its size, depth-capped. Thread: any; 100 KB take some milliseconds.
[[nodiscard]] SafeHtml sanitizeHtml(std::string_view utf8, const HtmlRules &rules);

} // namespace tern::markup
