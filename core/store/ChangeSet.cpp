// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ChangeSet.h"

namespace tern::store {

bool ChangeSet::empty() const
{
    return mailboxes.empty() && !mailboxList && counts.empty() && !accounts && !operations && !outbox && !drafts && !settings && bodies.empty()
        && arrived.empty() && undelivered.empty();
}

void ChangeSet::merge(const ChangeSet &later)
{
    auto append = [](auto &to, const auto &from) { to.insert(to.end(), from.begin(), from.end()); };
    number = std::max(number, later.number);
    for (const auto &[mailbox, rows] : later.mailboxes) {
        Rows &mine = mailboxes[mailbox];
        append(mine.inserted, rows.inserted);
        append(mine.changed, rows.changed);
        append(mine.removed, rows.removed);
        mine.reset = mine.reset || rows.reset;
    }
    mailboxList = mailboxList || later.mailboxList;
    counts.insert(later.counts.begin(), later.counts.end());
    accounts = accounts || later.accounts;
    operations = operations || later.operations;
    outbox = outbox || later.outbox;
    drafts = drafts || later.drafts;
    settings = settings || later.settings;
    append(bodies, later.bodies);
    append(arrived, later.arrived);
    append(undelivered, later.undelivered);
}

} // namespace tern::store
