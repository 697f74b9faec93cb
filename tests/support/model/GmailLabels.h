// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/model/ModelMail.h"

/// Gmail's mail in a ModelMail: a mailbox is a label, and one message has a place in each that it carries and in All Mail. Places of equal content are one
/// message. Trash and Junk are no labels: what is there is nowhere else.
namespace tern::test {

/// The mailbox with the attribute \All; null without one.
[[nodiscard]] ModelMailbox *allMail(ModelMail &mail);
/// "\\Inbox Work "two words"": what X-GM-LABELS says of a message in a mailbox, whose own label is left out.
[[nodiscard]] std::string labelsOf(const ModelMail &mail, const ModelMessage &message, const std::string &selected);
/// Puts a message under a label, as COPY and APPEND do: it is in All Mail as well. \return its UID there, the old one if it carried the label already.
std::uint32_t label(ModelMail &mail, const std::string &mailbox, const ModelMessage &message);
/// Takes a label away, as EXPUNGE does: the message stays in All Mail. From Trash and Junk it goes for good; All Mail itself keeps what it has.
void unlabel(ModelMail &mail, const std::string &mailbox, std::uint32_t uid);
/// The flags of one place are those of all, but for \Deleted.
void shareFlags(ModelMail &mail, const ModelMessage &message);

} // namespace tern::test
