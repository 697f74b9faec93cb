// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/sync/SyncScenes.h"

#include "core/search/Search.h"
#include "core/sync/MailboxSync.h"
#include "tests/support/bench/StreamingImap.h"

namespace tern::bench {

void manyMessages(int messages)
{
    constexpr int kStep = 100'000;
    StreamingImap server(static_cast<std::uint32_t>(messages));
    const std::string all = listingCommand("1:" + std::to_string(std::min(messages, kStep)));
    double reference = 0;
    {
        BareImap bare(server.port(), "someone", "secret");      // the server speaks with one at a time
        bare.run("SELECT Bulk");
        reference = bare.run(all) * kStep / std::min(messages, kStep);
    }

    TemporaryFolder folder;
    SystemClock clock;
    sync::ReplayGate gate;
    store::StoreOptions options;
    options.profile = folder.path() / "profile";
    search::addSearch(options);
    auto store = need(store::Store::open(options));
    MailboxId mailbox;
    need(store->writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        store::AccountRecord account;
        account.email = QStringLiteral("receiver@qq.test");
        auto added = writer.addAccount(account);
        if (!added)
            return std::move(added).error();
        store::MailboxRecord bulk;
        bulk.wireName = "Bulk";
        bulk.path = bulk.name = QStringLiteral("Bulk");
        if (auto replaced = writer.replaceMailboxes(*added, {bulk}); !replaced)
            return replaced;
        mailbox = (*writer.reader().mailboxByName(*added, "Bulk"))->id;
        return {};
    }));
    NetContext context;
    imap::ImapConnectOptions connect;
    connect.endpoint = {"127.0.0.1", server.port(), Security::Plain};
    connect.user = "someone";
    connect.secret = crypto::Secret("secret");
    const auto session = need(imap::ImapSession::connect(connect, context));
    auto reader = need(store->openReader());
    resetPeak();
    const auto begin = SteadyClock::now();
    std::vector<double> steps;      // when each was done
    sync::MailboxSync listing(*session, {*store, *reader, gate, clock, [&](int done, int) {
                                             while (done >= static_cast<int>(steps.size() + 1) * kStep)
                                                 steps.push_back(secondsSince(begin));
                                         }});
    const auto outcome = need(listing.run(need(reader->mailbox(mailbox))));
    const double whole = secondsSince(begin);
    if (outcome.listed != messages)
        fail("listed " + std::to_string(outcome.listed));
    const std::string name = "listing_synthetic_" + std::to_string(messages);
    print({name, whole, "s", reference * messages / kStep});
    print({name + "_peak_memory", peakMegabytes(), "MB", 0, 150});
    if (steps.size() < 2)
        return;
    std::vector<double> each{steps.front()};
    for (std::size_t i = 1; i < steps.size(); ++i)
        each.push_back(steps[i] - steps[i - 1]);
    print({name + "_per_100000", median(each), "s", reference});
    print({name + "_last_against_first", each.back(), "s", each.front(), 1.5});
}

} // namespace tern::bench
