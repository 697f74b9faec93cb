// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/DraftSeeds.h"

#include "core/mime/Address.h"

#include <algorithm>

namespace tern::app {

std::optional<store::DraftRecord> draftOf(store::StoreReader &reader, PlacementId placement)
{
    const auto row = reader.row(placement);
    if (!row || !*row || !(*row)->uid)
        return std::nullopt;
    const auto mailbox = reader.mailbox((*row)->mailbox);
    const auto drafts = reader.drafts();
    if (!mailbox || !drafts)
        return std::nullopt;
    const auto found = std::find_if(drafts->begin(), drafts->end(), [&](const store::DraftRecord &draft) {
        return draft.account == (*row)->account && !draft.discarded && draft.serverMailbox == mailbox->wireName && draft.serverUid == (*row)->uid;
    });
    return found == drafts->end() ? std::nullopt : std::optional(*found);
}

ui::ComposeSeed seedFromForeignDraft(const engine::OpenedMessagePtr &message, AccountId account)
{
    const auto &parsed = message->parsed;
    ui::ComposeSeed seed;
    seed.account = account;
    seed.to = mime::formatAddressList(parsed.to);
    seed.cc = mime::formatAddressList(parsed.cc);
    seed.bcc = mime::formatAddressList(parsed.bcc);
    seed.subject = parsed.subject;
    seed.text = parsed.text;
    seed.textIsComplete = true;
    seed.inReplyTo = parsed.inReplyTo.empty() ? std::string() : parsed.inReplyTo.front();
    seed.references = parsed.references;
    for (const auto &attachment : parsed.attachments) {
        if (!attachment.isInline)
            seed.carriedParts.push_back(attachment.part);
    }
    if (!seed.carriedParts.empty())
        seed.carriedFrom = message;
    return seed;
}

} // namespace tern::app
