// SPDX-License-Identifier: GPL-3.0-or-later
// bench_send [MEGABYTES] [RUNS]: a message with an attachment of that size is built, queued and sent to a real submission server: the memory it takes, and, as
// root, its rate to Postfix against a bare socket that writes the same bytes.
#include "tests/support/bench/BareSmtp.h"
#include "tests/support/bench/Process.h"
#include "tests/support/bench_engine/BenchEngine.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>

using namespace tern;
using namespace tern::bench;

namespace {

std::filesystem::path attachment(const std::filesystem::path &folder, int megabytes)
{
    const auto file = folder / "photos.zip";
    std::ofstream out(file, std::ios::binary);
    std::mt19937_64 random(1);
    for (int block = 0; block < megabytes * 125'000; ++block) {
        const std::uint64_t bytes = random();
        out.write(reinterpret_cast<const char *>(&bytes), sizeof bytes);
    }
    return file;
}

void requireAccepted(BenchEngine &engine, OutboxId sent)
{
    const auto item = need(engine.reader().outboxItem(sent));
    if (!item || (item->state != store::OutboxState::Accepted && item->state != store::OutboxState::SentCopySaved))
        fail("not sent");
}

/// To Postfix, which throws it away, in the clear and without a copy in Sent.
void sendToPostfix(BenchEngine &engine, const test::TestServers &servers)
{
    auto account = need(engine.reader().account(engine.account()));
    account.smtp = {"127.0.0.1", servers.postfixPlain, static_cast<int>(Security::Plain), {}};
    account.saveSentCopy = false;
    need(wait<void>([&](auto done) { engine.engine().updateAccount(account, std::nullopt, std::move(done)); }));
}

} // namespace

int main(int argc, char **argv)
{
    const int megabytes = argc > 1 ? std::atoi(argv[1]) : 25;
    const int runs = argc > 2 ? std::atoi(argv[2]) : 1;
    test::TestServersOptions serverOptions;
    serverOptions.more = {"--max-size", "60000000"};
    serverOptions.postfix = ::geteuid() == 0;
    test::TestServers servers(serverOptions);
    TemporaryFolder folder;
    BenchEngine engine(servers, {folder.path() / "profile"});
    engine.sync({});
    engine::OutgoingMail mail;
    mail.account = engine.account();
    mail.to = QStringLiteral("sender@163.test");
    mail.subject = QStringLiteral("25 MB");
    mail.text = QStringLiteral("你好");
    mail.attachments.push_back({QStringLiteral("照片.zip"), "application/zip", QString::fromStdString(attachment(folder.path(), megabytes).string())});
    const auto send = [&] { return need(wait<OutboxId>([&](auto done) { engine.engine().send(mail, std::move(done)); })); };

    const double idle = residentMegabytes();
    resetPeak();
    const auto begin = SteadyClock::now();
    OutboxId sent = send();
    const double queued = secondsSince(begin);
    engine.sync({});
    requireAccepted(engine, sent);
    const std::string name = "send_" + std::to_string(megabytes) + "_MB";
    print({name + "_memory_above_idle", peakMegabytes() - idle, "MB", 0, 32});
    print({name + "_queued", queued, "s"});
    if (servers.postfixPlain == 0)
        return 0;

    sendToPostfix(engine, servers);
    std::vector<double> ours;
    std::vector<double> bare;
    for (int run = 0; run < runs; ++run) {
        sent = send();
        std::ifstream file(need(engine.reader().outboxFile(sent)).toStdString(), std::ios::binary);
        const std::string content{std::istreambuf_iterator<char>(file), {}};
        bare.push_back(BareSmtp::send(servers.postfixPlain, "receiver@qq.test", "sender@163.test", content));
        std::promise<void> ended;
        engine::Engine::SyncRequest request;
        request.account = engine.account();
        ours.push_back(secondsOf([&] {
            const auto isOut = [&] { return need(engine.reader().outbox(false)).empty(); };
            engine.engine().syncNow(std::move(request), [&](const Result<engine::SyncSummary> &) { ended.set_value(); });
            while (!isOut())
                ::usleep(1000);
        }));
        ended.get_future().wait();
        requireAccepted(engine, sent);
    }
    print({name + "_rate", megabytes / median(ours), "MB/s", megabytes / median(bare), 0.8, true});
    return 0;
}
