// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/PartTree.h"

#include <deque>

namespace tern::mime {

/// How text that doesn't say its charset, or lies about it, is read.
struct TextCharsets {
    std::string fallback = "GB18030";   ///< for undeclared 8-bit text that is not UTF-8
    std::string forced;                 ///< what a person chose for the whole message; empty: what each part says
};

/// What of a message is its text, and what is attached to it.
struct BodyText {
    QString text;
    QString html;                            ///< null: no HTML part
    bool hasPlain = false;                   ///< `text` comes from text/plain
    std::vector<const Part *> attachments;   ///< everything that is not text shown; points into the tree, or into `found`
    std::deque<Part> found;                  ///< files that stood inside parts: uuencode, yEnc, TNEF
    QStringList defects;
};

/// Chooses among alternatives and joins what a sender split. The tree outlives the result. At most 12 MB of text; what is longer is an attachment as
/// well. Thread: any.
[[nodiscard]] BodyText readBody(const Part &root, const TextCharsets &charsets);

} // namespace tern::mime
