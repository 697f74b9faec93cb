// SPDX-License-Identifier: GPL-3.0-or-later
// bench_send [MEGABYTES]: a message with an attachment of that size is built, queued and sent to a real submission server; the memory it takes.
#include "tests/support/bench/Process.h"
#include "tests/support/bench_engine/BenchEngine.h"

#include <cstdlib>
#include <fstream>
#include <random>

using namespace tern;
using namespace tern::bench;

int main(int argc, char **argv)
{
    const int megabytes = argc > 1 ? std::atoi(argv[1]) : 25;
    test::TestServersOptions serverOptions;
    serverOptions.more = {"--max-size", "60000000"};
    test::TestServers servers(serverOptions);
    TemporaryFolder folder;
    const auto file = folder.path() / "photos.zip";
    {
        std::ofstream out(file, std::ios::binary);
        std::mt19937_64 random(1);
        for (int block = 0; block < megabytes * 125'000; ++block) {
            const std::uint64_t bytes = random();
            out.write(reinterpret_cast<const char *>(&bytes), sizeof bytes);
        }
    }
    BenchEngine engine(servers, {folder.path() / "profile"});
    engine.sync({});
    engine::OutgoingMail mail;
    mail.account = engine.account();
    mail.to = QStringLiteral("sender@163.test");
    mail.subject = QStringLiteral("25 MB");
    mail.text = QStringLiteral("你好");
    mail.attachments.push_back({QStringLiteral("照片.zip"), "application/zip", QString::fromStdString(file.string())});
    const double idle = residentMegabytes();
    resetPeak();
    const auto begin = SteadyClock::now();
    const OutboxId sent = need(wait<OutboxId>([&](auto done) { engine.engine().send(mail, std::move(done)); }));
    const double queued = secondsSince(begin);
    engine.sync({});
    const auto item = need(engine.reader().outboxItem(sent));
    if (item && item->state != store::OutboxState::Accepted && item->state != store::OutboxState::SentCopySaved)
        fail("not sent: " + item->serverReply.toStdString());
    const std::string name = "send_" + std::to_string(megabytes) + "_MB";
    print({name + "_memory_above_idle", peakMegabytes() - idle, "MB", 0, 100});
    print({name + "_queued", queued, "s"});
    print({name, secondsSince(begin), "s"});
    return 0;
}
