// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/StoreFixture.h"

#include <random>

namespace tern::store {

namespace {

/// A naive account: one server with mailboxes, and what a person asked for, replayed in order for every question.
struct Model {
    struct Message {
        std::string name;      ///< subject
        Flags flags = 0;
    };
    /// mailbox → uid → message
    std::map<int, std::map<std::uint32_t, Message>> server;
    std::map<int, std::uint32_t> nextUid;
};

/// Random acts of a person, replies of the server and listings, in any order; after each, every mailbox shows what it must.
class PropertyTest : public StoreTest, public ::testing::WithParamInterface<unsigned> {
protected:
    struct Pending {
        OperationId id;
        OperationKind kind;
        std::int64_t ordinal = 1;
        int source = 0, target = 0;
        Flags addFlags = 0, removeFlags = 0;
        std::string name;
    };

    /// What must be shown: mailbox → multiset of (subject, flags).
    std::map<int, std::multiset<std::pair<std::string, Flags>>> expected() const
    {
        std::map<int, std::multiset<std::pair<std::string, Flags>>> shownNow;
        std::map<std::string, std::pair<int, Flags>> place;
        for (const auto &[mailbox, messages] : model.server) {
            for (const auto &[uid, message] : messages)
                place[message.name] = {mailbox, message.flags};
        }
        for (const Pending &operation : pending) {
            auto entry = place.find(operation.name);
            if (entry == place.end())
                continue;
            if (operation.kind == OperationKind::Move)
                entry->second.first = operation.target;
            if (operation.kind == OperationKind::Expunge)
                entry->second.first = -1;
            entry->second.second = (entry->second.second & ~operation.removeFlags) | operation.addFlags;
        }
        for (const auto &[name, where] : place) {
            if (where.first >= 0)
                shownNow[where.first].emplace(name, where.second);
        }
        return shownNow;
    }
    Model model;
    std::vector<Pending> pending;
};

TEST_P(PropertyTest, ShowsServerPlusAsked)
{
    std::mt19937 random(GetParam());
    const AccountId account = addAccount();
    const std::array names{"INBOX", "Archive", "Trash", "Work"};
    std::array<MailboxId, 4> mailboxes;
    for (std::size_t place = 0; place < names.size(); ++place)
        mailboxes[place] = mailbox(account, names[place]);
    std::uint32_t made = 0;
    auto pick = [&](std::size_t count) { return static_cast<int>(random() % count); };

    for (int step = 0; step < 250; ++step) {
        switch (pick(8)) {
        case 0:
        case 1: { // a message comes and is listed
            const int where = pick(4);
            const std::uint32_t uid = ++model.nextUid[where];
            ListedRow row = listed(++made, "p", random() % 2 ? Flags{FlagSeen} : 0u);
            row.uid = Uid{uid};
            model.server[where][uid] = {row.head.subject.toStdString(), row.flags};
            list(mailboxes[static_cast<std::size_t>(where)], {row});
            break;
        }
        case 2:
        case 3:
        case 4: { // a person acts on something shown
            const int where = pick(4);
            const auto rows = rowsOf(mailboxes[static_cast<std::size_t>(where)]);
            if (rows.empty())
                break;
            const MessageRow row = rows[static_cast<std::size_t>(pick(rows.size()))];
            Pending operation;
            operation.name = row.subject.toStdString();
            operation.target = where;
            switch (pick(4)) {
            case 0:
                operation.kind = OperationKind::Expunge;
                operation.id = expunge({row.placement});
                break;
            case 1:
                operation.kind = OperationKind::ChangeFlags;
                operation.addFlags = random() % 2 ? Flags{FlagSeen} : Flags{FlagFlagged};
                operation.id = flag({row.placement}, operation.addFlags);
                break;
            default:
                operation.kind = OperationKind::Move;
                operation.target = (where + 1 + pick(3)) % 4;
                operation.id = move({row.placement}, mailboxes[static_cast<std::size_t>(operation.target)]);
            }
            pending.push_back(operation);
            break;
        }
        case 5:
        case 6: { // the oldest operation is done
            if (pending.empty())
                break;
            const Pending operation = pending.front();
            pending.erase(pending.begin());
            int where = -1;
            std::uint32_t uid = 0;
            for (const auto &[mailboxPlace, messagesThere] : model.server) {
                for (const auto &[messageUid, message] : messagesThere) {
                    if (message.name == operation.name) {
                        where = mailboxPlace;
                        uid = messageUid;
                    }
                }
            }
            ASSERT_GE(where, 0);
            // The replay knows where to find it.
            const auto waiting = messages(operation.id).at(0);
            EXPECT_EQ(waiting.mailbox, names[static_cast<std::size_t>(where)]);
            EXPECT_EQ(waiting.uid, Uid{uid});
            Model::Message message = model.server[where][uid];
            message.flags = (message.flags & ~operation.removeFlags) | operation.addFlags;
            if (operation.kind == OperationKind::ChangeFlags) {
                model.server[where][uid] = message;
                done(operation.id, 1, false);
                break;
            }
            model.server[where].erase(uid);
            if (operation.kind == OperationKind::Expunge) {
                done(operation.id, 1, true);
                std::erase_if(pending, [&](const Pending &other) { return other.name == operation.name; });
                break;
            }
            const std::uint32_t targetUid = ++model.nextUid[operation.target];
            model.server[operation.target][targetUid] = message;
            done(operation.id, 1, true, targetUid);
            break;
        }
        case 7: { // the newest operation is refused
            if (pending.empty())
                break;
            const OperationId id = pending.back().id;
            pending.pop_back();
            write([&](StoreWriter &writer) { return writer.operationRefused(id, makeError(ErrorKind::ServerRefused, "test")); });
            break;
        }
        }
        if (step % 60 == 59)
            openStore();
        const auto wanted = expected();
        for (int place = 0; place < 4; ++place) {
            std::multiset<std::pair<std::string, Flags>> shownHere;
            for (const MessageRow &row : rowsOf(mailboxes[static_cast<std::size_t>(place)]))
                shownHere.emplace(row.subject.toStdString(), row.flags);
            const auto entry = wanted.find(place);
            ASSERT_EQ(shownHere, entry == wanted.end() ? decltype(shownHere){} : entry->second) << "step " << step << " in " << names[static_cast<std::size_t>(place)];
        }
        expectCountersMatch();
        ASSERT_FALSE(HasFailure()) << "step " << step;
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, PropertyTest, ::testing::Values(1u, 2u, 3u, 4u));

} // namespace

} // namespace tern::store
