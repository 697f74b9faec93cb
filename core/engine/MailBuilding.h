// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "core/store/StoreReader.h"

#include <filesystem>

/// From what a person wrote to a message file and its row in the Outbox.
namespace tern::engine {

struct PreparedMail {
    store::OutboxRecord item;
    QString file;               ///< complete and fsynced, in the profile's tmp folder
    std::optional<store::EventRecord> answers;  ///< remembered with it: the invitation it answers
    QString setting, value;     ///< set with it; the key empty: none
};

/// Builds the message once; its Message-ID is made here and never again. Errors: InvalidInput (detail: "to: nonsense"), NotFound
/// (account, identity, an attachment's file), DiskFull, Io.  Thread: worker.
[[nodiscard]] Result<PreparedMail> prepareMail(store::StoreReader &reader, const OutgoingMail &mail, const std::filesystem::path &tmp, UnixMillis now);

/// Takes a ready message file. \param sender  Sender{}: the one whose address is in From, else the only account's first.
/// \param recipients  empty: those in To, Cc and Bcc.
[[nodiscard]] Result<PreparedMail> prepareFile(store::StoreReader &reader, const QString &file, Sender sender, const QStringList &recipients,
                                               const std::filesystem::path &tmp, UnixMillis now);

/// Errors: as prepareMail().
[[nodiscard]] Result<PreparedMail> prepareRedirect(store::StoreReader &reader, const OutgoingRedirect &mail, const OpenedMessage &message, const std::filesystem::path &tmp,
                                                   UnixMillis now);

/// To a prepared item: how it is to go out.
void applyOptions(store::OutboxRecord &item, const SendOptions &options);

} // namespace tern::engine
