// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/calendar/ContactCard.h"
#include "core/mime/AuthenticationResults.h"
#include "core/mime/DeliveryReport.h"
#include "core/mime/ListFields.h"
#include "core/mime/ReadReceipt.h"
#include "core/store/Records.h"

#include <memory>

namespace tern::calendar {
struct Event;
struct Invitation;
}

namespace tern::engine {

/// What a message is beside words to be read. All of it comes from anybody.
struct SpecialMail {
    std::shared_ptr<const calendar::Invitation> invitation;     ///< null: none, or one that can't be read
    std::vector<calendar::ContactCard> contacts;
    std::optional<mime::DeliveryReport> report;
    std::optional<mime::ReceiptRequest> receipt;
    std::optional<mime::ListFields> list;
    bool oneClickIsSigned = false;      ///< the account's provider found a valid signature over both fields of a one-click unsubscription [RFC 8058 §4]
};

/// Reads parts of a message that are for programs: the first calendar, at most five files of address cards. Within the bounds of their readers. Thread: any
/// but the UI's.
/// \param results  what the account's provider found out, if anything
[[nodiscard]] SpecialMail readSpecialMail(const mime::ParsedMessage &parsed, const QByteArray &raw, const std::optional<mime::AuthenticationResults> &results, UnixMillis now);

/// What of an event is remembered. Pure.
[[nodiscard]] store::EventRecord eventRecord(AccountId account, const calendar::Event &event, bool cancelled);

/// The setting that holds what was decided about a message's wish for a receipt: "sent" or "no".
[[nodiscard]] QString receiptKey(const std::string &messageId);
/// The setting that holds when a list was left: milliseconds since 1970.
[[nodiscard]] QString unsubscribedKey(const mime::ListFields &list);

} // namespace tern::engine
