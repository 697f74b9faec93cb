// SPDX-License-Identifier: GPL-3.0-or-later
// bench_listing [MESSAGES [ROUNDS]]: the first listing of a mailbox from Dovecot into a new store, against a bare socket that reads the same FETCH.
// The runs alternate; medians. Also the memory it takes, and when the first screen can be read.
#include "core/search/Search.h"
#include "core/sync/MailboxSync.h"
#include "tests/support/TestServers.h"
#include "tests/support/bench/BareImap.h"
#include "tests/support/bench/Figures.h"
#include "tests/support/bench/Process.h"

#include <atomic>
#include <cstdlib>

using namespace tern;
using namespace tern::bench;

namespace {

template <typename T>
T need(Result<T> result)
{
    if (!result)
        fail(result.error().toString());
    return *std::move(result);
}

void need(const Result<void> &result)
{
    if (!result)
        fail(result.error().toString());
}

struct Listed {
    double seconds = 0;
    double firstScreen = 0;     ///< from SELECT until a reader has 50 rows
};

/// A profile with one account and one mailbox to list.
class Profile {
public:
    Profile()
    {
        store::StoreOptions options;
        options.profile = m_folder.path() / "profile";
        search::addSearch(options);
        m_store = need(store::Store::open(options));
        need(m_store->writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
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
            m_mailbox = (*writer.reader().mailboxByName(*added, "Bulk"))->id;
            return {};
        }));
    }

    Listed list(imap::ImapSession &session, int expected)
    {
        auto reader = need(m_store->openReader());
        auto screen = need(m_store->openReader());
        const auto begin = SteadyClock::now();
        std::atomic<double> firstScreen = 0;
        m_store->setChangeListener([&](const store::ChangeSet &) {
            if (firstScreen == 0 && screen->page({store::InMailbox{m_mailbox}}, {}, 50).valueOr({}).rows.size() == 50)
                firstScreen = secondsSince(begin);
        });
        sync::MailboxSync sync(session, {*m_store, *reader, m_gate, m_clock, {}});
        const auto outcome = need(sync.run(need(reader->mailbox(m_mailbox))));
        Listed listed{secondsSince(begin), firstScreen};
        if (outcome.listed != expected || need(reader->count({store::InMailbox{m_mailbox}})) != expected)
            fail("listed " + std::to_string(outcome.listed) + " messages");
        return listed;
    }

private:
    TemporaryFolder m_folder;
    SystemClock m_clock;
    sync::ReplayGate m_gate;
    std::unique_ptr<store::Store> m_store;
    MailboxId m_mailbox;
};

} // namespace

int main(int argc, char **argv)
{
    const int count = argc > 1 ? std::atoi(argv[1]) : 20'000;
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 5;
    test::TestServersOptions serverOptions;
    serverOptions.bulk = count;
    test::TestServers servers(serverOptions);
    NetContext context;
    imap::ImapConnectOptions options;
    options.endpoint = {"127.0.0.1", servers.imap.plain, Security::Plain};
    options.user = servers.receiver().user;
    options.secret = crypto::Secret(servers.receiver().password);
    const auto session = need(imap::ImapSession::connect(options, context));
    BareImap bare(servers.imap.plain, servers.receiver().user, servers.receiver().password);
    bare.run("SELECT Bulk (CONDSTORE)");
    const std::string all = listingCommand("1:" + std::to_string(count));
    bare.run(all);  // the server's caches are warm from here on

    std::vector<double> reference, ours, firstScreen, cpu;
    resetPeak();
    const double idle = residentMegabytes();
    for (int round = 0; round < rounds; ++round) {
        reference.push_back(bare.run(all));
        Profile profile;
        const double before = cpuSeconds();
        const Listed listed = profile.list(*session, count);
        cpu.push_back(cpuSeconds() - before);
        ours.push_back(listed.seconds);
        firstScreen.push_back(listed.firstScreen * 1000);
    }
    const std::string name = "listing_" + std::to_string(count);
    const bool large = count >= 100'000;
    print({name, median(ours), "s", median(reference), large ? 2.5 : 3.0});
    print({name + "_processor", median(cpu), "s", median(reference)});
    print({name + "_peak_memory", peakMegabytes(), "MB", 0, large ? 120.0 : 150.0});
    print({name + "_memory_above_idle", peakMegabytes() - idle, "MB"});
    print({name + "_first_50_rows", median(firstScreen), "ms", 0, 30});
    return 0;
}
