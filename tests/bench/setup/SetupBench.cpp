// SPDX-License-Identifier: GPL-3.0-or-later
// bench_setup RUNS: from "Add account" to the first rows of its inbox: the servers are known at once (as by a preset), checked over TLS, both ways signed in,
// the account added, its mailboxes listed.
#include "tests/support/bench/Process.h"
#include "tests/support/bench_engine/BenchEngine.h"

#include <cstdlib>

using namespace tern;
using namespace tern::bench;

namespace {

double once(const test::TestServers &servers)
{
    TemporaryFolder folder;
    BenchEngine::Options options{folder.path() / "profile"};
    options.automatic = true;
    options.empty = true;
    BenchEngine bench(servers, options);
    const test::ServerAccount &person = servers.receiver();
    engine::AccountSetup setup;
    setup.email = QString::fromStdString(person.email);
    setup.password = QString::fromStdString(person.password);
    setup.imap = {"localhost", servers.imap.tls, static_cast<int>(Security::Tls), person.user};
    setup.smtp = {"localhost", servers.smtp.starttls, static_cast<int>(Security::StartTls), person.user};
    setup.caFile = servers.caFile;
    const auto begin = SteadyClock::now();
    auto checked = need(wait<engine::CheckedAccount>([&](auto done) { (void)bench.engine().checkAccount(setup, [](const engine::CheckStep &) {}, std::move(done)); }));
    const AccountId account = need(wait<AccountId>([&](auto done) { bench.engine().addAccount(checked, std::move(done)); }));
    bench.waitFor("the first rows", [&] {
        const auto inbox = need(bench.reader().mailboxByRole(account, store::MailboxRole::Inbox));
        return inbox && !need(bench.reader().page({store::InMailbox{inbox->id}}, std::nullopt, 50)).rows.empty();
    });
    return secondsSince(begin);
}

} // namespace

int main(int argc, char **argv)
{
    const int runs = argc > 1 ? std::atoi(argv[1]) : 5;
    test::TestServersOptions options;
    options.seed = true;
    test::TestServers servers(options);
    std::vector<double> seconds;
    for (int run = 0; run < runs; ++run)
        seconds.push_back(once(servers));
    print({"setup_to_first_rows", median(seconds), "s", 0, 1});
    return 0;
}
