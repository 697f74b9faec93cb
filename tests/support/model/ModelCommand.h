// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace tern::test {

/// One command line of a client, cut into words; literals and quoted strings are words without their marks, a parenthesised list is one word with them.
struct ModelCommand {
    std::string tag;
    std::string name;                   ///< upper case; "UID FETCH" is one name
    std::vector<std::string> words;
    std::string text;                   ///< without the tag, literals as {n}

    [[nodiscard]] const std::string &word(std::size_t index) const;
};

/// Pieces of a command: text, and literals between.
struct ModelPiece {
    std::string bytes;
    bool isLiteral = false;
};
[[nodiscard]] ModelCommand parseModelCommand(const std::vector<ModelPiece> &pieces);

/// The words between the outer parentheses.
[[nodiscard]] std::vector<std::string> listWords(const std::string &list);

[[nodiscard]] std::string quotedForWire(const std::string &text);

} // namespace tern::test
