// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/PartTree.h"

namespace tern::mime {

/// What of a message is its text, and what is attached to it.
struct BodyText {
    QString text;
    QString html;                            ///< null: no HTML part
    bool hasPlain = false;                   ///< `text` comes from text/plain
    std::vector<const Part *> attachments;   ///< everything that is not text shown; points into the tree
    QStringList defects;
};

/// Chooses among alternatives and joins what a sender split. The tree outlives the result. Thread: any.
[[nodiscard]] BodyText readBody(const Part &root, std::string_view fallbackCharset);

} // namespace tern::mime
