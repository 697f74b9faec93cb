// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapTypes.h"
#include "core/store/Records.h"
#include "core/sync/AuditTypes.h"

#include <span>

namespace tern::sync {

/// How far the local copy of a mailbox claims to reach, and how far the server has gone on since.
struct AuditHorizon {
    Uid uidNext;                     ///< below it everything should be known
    ModSeq knownModSeq;              ///< 0 without CONDSTORE
    ModSeq serverModSeq;
    bool fullyListed = false;
};

/// What an audit found in one mailbox, and what repairs it. Nothing of it touches the server.
struct MailboxAuditResult {
    std::vector<AuditFinding> findings;            ///< account, mailbox and folder are left to the caller
    std::vector<store::FlagUpdate> flags;          ///< to be written as what the server says
    std::vector<Uid> vanished;                     ///< to be dropped: the server has no such message
    std::vector<Uid> wrong;                        ///< to be dropped and listed again
    imap::UidSet missing;                          ///< to be listed
    std::vector<PlacementId> refold;               ///< shown wrongly
    HeldMail held;
};

/// Compares a mailbox with the whole of what the server says of it. Pure.
/// \param local   ascending by UID
/// \param remote  in any order; a UID that comes twice counts once
[[nodiscard]] MailboxAuditResult auditMailbox(std::span<const store::AuditedPlacement> local, std::vector<imap::MessageFacts> remote,
                                              const AuditHorizon &horizon);

/// "\Seen \Flagged $Junk", as the protocol writes them; "-" for none.
[[nodiscard]] QString flagWords(store::Flags flags, const QStringList &keywords);

} // namespace tern::sync
