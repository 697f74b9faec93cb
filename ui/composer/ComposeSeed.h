// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"

namespace tern::ui {

/// What a composer starts with: nothing, a draft, a mailto: address, an answer, a message to pass on. A value.
struct ComposeSeed {
    AccountId account;                   ///< 0: the first account
    IdentityId identity;                 ///< 0: the account's first
    QString to, cc, bcc;                 ///< address lists as a person would type them
    QString subject;
    QString text;                        ///< what stands below the place to write: the quoted original, a mailto body
    bool textIsComplete = false;         ///< a draft: no signature is added and the cursor goes to the top
    std::string inReplyTo;               ///< without <>
    std::vector<std::string> references;
    std::string repliedTo;               ///< Message-ID that gets \Answered
    std::string forwarded;               ///< Message-ID that gets $Forwarded
    bool reportDelivery = false;         ///< as in store::OutboxRecord
    bool requireTls = false;
    DraftId draft;
    std::vector<store::DraftRecord::Attachment> attachments;
    /// Attachments still inside a message that is passed on; the composer takes them over.
    engine::OpenedMessagePtr carriedFrom;
    std::vector<std::string> carriedParts;
};

enum class ReplyKind { Sender, All, List };

/// An empty message.
[[nodiscard]] ComposeSeed blankSeed(AccountId account = {});
[[nodiscard]] ComposeSeed seedFromDraft(const store::DraftRecord &draft);
/// \param identities  of all accounts: they decide who answers, and are left out of the recipients.
[[nodiscard]] ComposeSeed replySeed(const engine::OpenedMessagePtr &message, ReplyKind kind,
                                    AccountId account, const std::vector<store::IdentityRecord> &identities);
/// Forwards inline: the text is quoted below a short header, attachments are carried along.
[[nodiscard]] ComposeSeed forwardSeed(const engine::OpenedMessagePtr &message, AccountId account,
                                      const std::vector<store::IdentityRecord> &identities);
/// RFC 6068: to, cc, bcc, subject, body; every other field is ignored, so that a link can't attach a file.
[[nodiscard]] ComposeSeed mailtoSeed(const QString &url);

} // namespace tern::ui
