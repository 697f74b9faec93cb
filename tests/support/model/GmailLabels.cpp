// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/model/GmailLabels.h"

#include "tests/support/model/ModelCommand.h"

#include <algorithm>

namespace tern::test {
namespace {

bool isAll(const ModelMailbox &mailbox)
{
    return mailbox.attributes == "\\All";
}

/// Trash and Junk.
bool isApart(const ModelMailbox &mailbox)
{
    return mailbox.attributes == "\\Trash" || mailbox.attributes == "\\Junk";
}

ModelMessage *placeOf(ModelMailbox &mailbox, const std::string &raw)
{
    const auto found = std::ranges::find(mailbox.messages, raw, &ModelMessage::raw);
    return found == mailbox.messages.end() ? nullptr : &*found;
}

/// Its labels changed: every place of it says so.
void touch(ModelMail &mail, const std::string &raw)
{
    for (auto &[name, mailbox] : mail) {
        if (ModelMessage *place = placeOf(mailbox, raw))
            place->modSeq = ++mailbox.modSeq;
    }
}

template <typename Which>
void removeFrom(ModelMail &mail, const std::string &raw, Which which)
{
    for (auto &[name, mailbox] : mail) {
        const ModelMessage *place = which(mailbox) ? placeOf(mailbox, raw) : nullptr;
        if (place != nullptr)
            mailbox.remove(place->uid);
    }
}

} // namespace

ModelMailbox *allMail(ModelMail &mail)
{
    for (auto &[name, mailbox] : mail) {
        if (isAll(mailbox))
            return &mailbox;
    }
    return nullptr;
}

std::string labelsOf(const ModelMail &mail, const ModelMessage &message, const std::string &selected)
{
    std::string labels;
    for (const auto &[name, mailbox] : mail) {
        if (name == selected || isAll(mailbox) || isApart(mailbox) || std::ranges::find(mailbox.messages, message.raw, &ModelMessage::raw) == mailbox.messages.end())
            continue;
        const std::string own = name == "INBOX" ? "\\Inbox" : mailbox.attributes;
        const bool isAtom = own.empty() && name.find(' ') == std::string::npos;
        labels += (labels.empty() ? "" : " ") + (isAtom ? name : quotedForWire(own.empty() ? name : own));
    }
    return labels;
}

std::uint32_t label(ModelMail &mail, const std::string &name, const ModelMessage &message)
{
    ModelMailbox &target = mail[name];
    const auto put = [&message](ModelMailbox &mailbox) {
        const ModelMessage *place = placeOf(mailbox, message.raw);
        return place != nullptr ? place->uid : mailbox.add(message.raw, message.flags);
    };
    if (isApart(target)) {
        removeFrom(mail, message.raw, [&target](const ModelMailbox &mailbox) { return &mailbox != &target; });
        return put(target);
    }
    removeFrom(mail, message.raw, isApart);
    const std::uint32_t uid = put(target);
    put(*allMail(mail));
    touch(mail, message.raw);
    return uid;
}

void unlabel(ModelMail &mail, const std::string &name, std::uint32_t uid)
{
    ModelMailbox &mailbox = mail[name];
    const ModelMessage *place = mailbox.find(uid);
    if (place == nullptr || isAll(mailbox))
        return;
    const std::string raw = place->raw;
    mailbox.remove(uid);
    touch(mail, raw);
}

void shareFlags(ModelMail &mail, const ModelMessage &message)
{
    const std::string raw = message.raw;
    std::set<std::string> shared = message.flags;
    shared.erase("\\Deleted");
    for (auto &[name, mailbox] : mail) {
        ModelMessage *place = placeOf(mailbox, raw);
        if (place == nullptr)
            continue;
        std::set<std::string> flags = shared;
        if (place->flags.contains("\\Deleted"))
            flags.insert("\\Deleted");
        mailbox.change(*place, std::move(flags));
    }
}

} // namespace tern::test
