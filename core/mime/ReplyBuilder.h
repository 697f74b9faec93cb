// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/ParsedMessage.h"

namespace tern::mime {

/// ReplyList: to the address that List-Post names [RFC 2369 §3.4] and nobody else; a reply where it names none.
enum class ReplyKind { Reply, ReplyAll, ReplyList, Forward };

/// What a composer starts with. Pure.
struct ReplyDraft {
    std::vector<Address> to, cc;
    QString subject;                     ///< "Re: …" / "Fwd: …", not doubled (回复, 答复, 转发, AW … are known)
    QString quotedText;                  ///< attribution line and "> " lines, or the forwarded block
    std::string inReplyTo;               ///< without <>; empty for a forward
    std::vector<std::string> references; ///< RFC 5322 §3.6.4
};

/// \param own          the account's own addresses, left out of the recipients
/// \param attribution  "On Mon 23 Nov 2026 at 09:41, Zhang Wei wrote:", made and translated by the caller; for a forward the block's heading
[[nodiscard]] ReplyDraft makeReply(const ParsedMessage &message, ReplyKind kind, const std::vector<QString> &own, const QString &attribution);

} // namespace tern::mime
