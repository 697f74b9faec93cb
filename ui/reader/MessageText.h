// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <set>
#include <vector>

namespace tern::ui {

/// A run of lines of a plain text message that look alike.
struct TextPart {
    enum class Kind { Text, Quote, Signature, Folded };
    Kind kind = Kind::Text;
    int level = 0;              ///< of a quotation, from 1
    QStringList lines;          ///< without their ">" marks
    int fold = -1;              ///< which fold this belongs to; Folded: click to open it
    int hiddenLines = 0;        ///< Folded
};

/// What a line of a patch is, in unified format.
enum class PatchLine { None, File, Hunk, Added, Removed, Context };

/// Marks the lines of patches in a text: from a hunk's "@@ -1,3 +1,4 @@" on for as many lines as it says, and the heads before it. Linear. Pure.
[[nodiscard]] std::vector<PatchLine> markPatches(const QStringList &lines);

/// A link in a line: http, https or mailto; trailing punctuation and unmatched brackets left out.
struct TextLink {
    qsizetype start = 0;
    qsizetype length = 0;
    QString target;
};

/// Cuts a text into quotations by level, signature ("-- ") and the rest. Long quotations are folded, but for those in
/// `open`. Linear. Pure.
[[nodiscard]] std::vector<TextPart> cutText(const QString &text, const std::set<int> &open, bool allOpen = false);
/// Linear. Pure.
[[nodiscard]] std::vector<TextLink> findLinks(const QString &line);

} // namespace tern::ui
