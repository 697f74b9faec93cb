// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/net/imap/UidSet.h"

#include <string>
#include <string_view>
#include <vector>

namespace tern::imap {

/// Builds one command: words and arguments, safely quoted. What can't be sent (CR, LF, NUL) makes the whole command an error.
/// Thread: any; a value.
class ImapCommand final {
public:
    /// \param words  protocol text of ours, sent as it is: "UID FETCH".
    explicit ImapCommand(std::string_view words) : m_name(words) { m_pieces.push_back({std::string(words), false}); }

    /// A space and protocol text of ours.
    ImapCommand &text(std::string_view words);
    ImapCommand &uids(const UidSet &uids) { return text(uids.toString()); }
    /// A space and a string: quoted, or a literal when it holds 8-bit bytes.
    ImapCommand &string(std::string_view value);
    /// A space and a mailbox's name: its key as it is, or quoted UTF-8 where that is enabled.
    ImapCommand &mailbox(std::string_view key, bool utf8);
    /// Announces a literal whose bytes the caller sends itself afterwards (APPEND).
    ImapCommand &literalHeader(std::uint64_t size, bool nonSynchronising);

    struct Piece {
        std::string bytes;
        bool isLiteral = false;
    };
    [[nodiscard]] const std::vector<Piece> &pieces() const { return m_pieces; }
    /// The first words, for errors and logs.
    [[nodiscard]] const std::string &name() const { return m_name; }
    [[nodiscard]] bool isSendable() const { return m_sendable; }

private:
    std::string &tail();
    std::string m_name;
    std::vector<Piece> m_pieces;
    bool m_sendable = true;
};

/// Quoted with backslash escapes; the caller knows it has no CR, LF, NUL or 8-bit bytes.
[[nodiscard]] std::string quoted(std::string_view value);

} // namespace tern::imap
