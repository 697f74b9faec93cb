// SPDX-License-Identifier: GPL-3.0-or-later
// bench_series COUNT RUNS: that many small messages wait in the Outbox and go out over one connection to Postfix, every step of the ledger on disk, against
// Postfix's own smtp-source; then with 20 ms of delay each way, against Python's smtplib. Needs root, as Postfix does; without it nothing is measured.
#include "tests/support/bench/Process.h"
#include "tests/support/bench_engine/BenchEngine.h"
#include "tests/support/proxy/FaultProxy.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>

using namespace tern;
using namespace tern::bench;

namespace {

constexpr int kBodyLines = 20;      // of 70 letters
constexpr const char *kRecipient = "ann@elsewhere.test";

double secondsOfShell(const std::string &command)
{
    return secondsOf([&] {
        if (std::system(command.c_str()) != 0)
            fail("failed: " + command);
    });
}

/// The Outbox of an account; nothing of it goes out before run().
class Queue final {
public:
    Queue(const test::TestServers &servers, const std::filesystem::path &profile) : m_engine(servers, {profile}) { m_engine.sync({}); }

    void fill(int count)
    {
        engine::OutgoingMail mail;
        mail.account = m_engine.account();
        mail.to = QLatin1String(kRecipient);
        mail.subject = QStringLiteral("One of many");
        for (int line = 0; line < kBodyLines; ++line)
            mail.text += QString(70, QLatin1Char('x')) + QLatin1Char('\n');
        for (int i = 0; i < count; ++i)
            m_last = need(wait<OutboxId>([&](auto done) { m_engine.engine().send(mail, std::move(done)); }));
    }
    [[nodiscard]] std::int64_t size() { return item().size; }

    /// \return seconds until the last one is accepted; the copies for Sent come behind.
    double run(std::uint16_t port)
    {
        setServer(port);
        std::promise<void> done;
        engine::Engine::SyncRequest request;
        request.account = m_engine.account();
        const auto begin = SteadyClock::now();
        m_engine.engine().syncNow(std::move(request), [&](const Result<engine::SyncSummary> &) { done.set_value(); });
        while (!isAccepted() && secondsSince(begin) < 300)
            ::usleep(2000);
        const double seconds = secondsSince(begin);
        done.get_future().wait();
        if (const auto left = need(m_engine.reader().outbox(false)); !left.empty())
            fail(std::to_string(left.size()) + " were not sent");
        return seconds;
    }

private:
    void setServer(std::uint16_t port)
    {
        auto account = need(m_engine.reader().account(m_engine.account()));
        account.smtp = {"127.0.0.1", port, static_cast<int>(Security::Plain), {}};
        need(wait<void>([&](auto done) { m_engine.engine().updateAccount(account, std::nullopt, std::move(done)); }));
    }
    bool isAccepted()
    {
        const auto state = item().state;
        return state == store::OutboxState::Accepted || state == store::OutboxState::SentCopySaved;
    }
    store::OutboxRecord item()
    {
        auto found = need(m_engine.reader().outboxItem(m_last));
        if (!found)
            fail("the last message is gone");
        return *std::move(found);
    }

    BenchEngine m_engine;
    OutboxId m_last;
};

double smtplib(std::uint16_t port, int count, std::int64_t size)
{
    return secondsOfShell("/usr/bin/python3 -c \"import smtplib\ns = smtplib.SMTP('127.0.0.1', " + std::to_string(port) +
                          ")\ns.ehlo()\nm = 'Subject: One of many\\r\\n\\r\\n' + ('x' * 70 + '\\r\\n') * " + std::to_string(size / 72) + "\nfor i in range(" +
                          std::to_string(count) + "): s.sendmail('receiver@qq.test', ['" + kRecipient + "'], m)\ns.quit()\"");
}

} // namespace

int main(int argc, char **argv)
{
    const int count = argc > 1 ? std::atoi(argv[1]) : 1000;
    const int runs = argc > 2 ? std::atoi(argv[2]) : 5;
    if (::geteuid() != 0) {
        std::puts("bench_series: Postfix needs root; nothing measured");
        return 0;
    }
    test::TestServersOptions options;
    options.postfix = true;
    test::TestServers servers(options);
    TemporaryFolder folder;
    Queue queue(servers, folder.path() / "profile");
    std::vector<double> tern;
    std::vector<double> source;
    for (int run = 0; run < runs; ++run) {
        queue.fill(count);
        source.push_back(secondsOfShell(servers.postfixTools + "smtp-source -d -s 1 -m " + std::to_string(count) + " -l " + std::to_string(queue.size()) +
                                        " -f receiver@qq.test -t " + kRecipient + " 127.0.0.1:" + std::to_string(servers.postfixPlain)));
        tern.push_back(queue.run(servers.postfixPlain));
    }
    print({"series_" + std::to_string(count) + "_rate", count / median(tern), "a second", count / median(source), 0.9, true});

    test::FaultProxy slow(servers.postfixPlain);
    slow.setDelay(std::chrono::milliseconds(20));
    const int few = std::max(count / 10, 20);
    queue.fill(few);
    const double ours = few / queue.run(slow.port());
    print({"series_latency_rate", ours, "a second", few / smtplib(slow.port(), few, queue.size()), 2.5, true});
    return 0;
}
