// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <QString>

namespace tern::ui {

/// Who a row names: the sender, or the recipients in Sent and Drafts.
[[nodiscard]] QString rowPerson(const store::MessageRow &row, bool outgoing);
[[nodiscard]] QString rowSubject(const store::MessageRow &row);
/// The labels of a message as people read them. Gmail's own are left out where something else says the same: the flag, the sender.
[[nodiscard]] QStringList rowLabels(const store::MessageRow &row);
/// The whole row in words, for a screen reader.
[[nodiscard]] QString rowForEar(const store::MessageRow &row, bool outgoing);
/// A role's name as people read it; the folder's own name without a role.
[[nodiscard]] QString mailboxName(const store::MailboxRecord &mailbox);
/// The freedesktop icon of a role.
[[nodiscard]] QString mailboxIcon(store::MailboxRole role);

} // namespace tern::ui
