// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"

#include <QJsonObject>
#include <QString>

#include <optional>

/// The stable names that JSON uses, and values as JSON objects (cli.md).
namespace tern::cli {

[[nodiscard]] QString roleName(store::MailboxRole role);            ///< "" for None
[[nodiscard]] QString spaceName(store::MailboxSpace space);         ///< "personal", "other", "shared"
[[nodiscard]] QString stateName(store::OutboxState state);          ///< "sent_copy_saved"
[[nodiscard]] QString stateName(store::OperationState state);
[[nodiscard]] QString kindName(store::OperationKind kind);
/// "a move of 3 messages", "a change"
[[nodiscard]] QString changeName(store::OperationIntent intent, int messages);
[[nodiscard]] QStringList flagNames(store::Flags flags);            ///< "seen", "flagged"…
[[nodiscard]] std::optional<store::Flags> flagNamed(const QString &name);
/// ISO 8601 with offset, local time.
[[nodiscard]] QString dateText(UnixMillis at);
/// Reads such a time; without an offset it is local. Errors: InvalidInput (no time, or none to come; `detail` is a sentence).
[[nodiscard]] Result<UnixMillis> futureTime(const QString &text);
[[nodiscard]] QString errorText(const std::optional<Error> &error); ///< "" for none

[[nodiscard]] QJsonObject toJson(const store::AccountRecord &account);
[[nodiscard]] QJsonObject toJson(const store::IdentityRecord &identity);
[[nodiscard]] QJsonObject toJson(const store::MessageRow &row);
[[nodiscard]] QJsonObject toJson(const store::OutboxRecord &item);  ///< id, state, attempts, last_error, recipients…
/// The same with its way so far and the reports that came back.
[[nodiscard]] QJsonObject toJson(const store::OutboxRecord &item, const std::vector<store::OutboxStep> &steps, const std::vector<store::DeliveryReport> &reports);
[[nodiscard]] QJsonObject toJson(const store::OperationRecord &operation);
/// outbox_id, state, server_reply, recipients
[[nodiscard]] QJsonObject sendResult(const store::OutboxRecord &item);

} // namespace tern::cli
