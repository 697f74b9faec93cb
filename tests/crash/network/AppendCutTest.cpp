// SPDX-License-Identifier: GPL-3.0-or-later
// Messages that go to another account in one APPEND [RFC 3502], on a connection to Dovecot that is cut at every byte: each arrives once and leaves once.
#include "tests/support/TestServers.h"
#include "tests/support/engine/EngineDriver.h"
#include "tests/support/faults/FaultRun.h"
#include "tests/support/plainimap/PlainImap.h"
#include "tests/support/proxy/FaultProxy.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace tern::test {
namespace {

using Names = std::vector<std::string>;
constexpr int kTogether = 4;

class AppendCuts : public ::testing::Test {
protected:
    AppendCuts()
        : folder(QString::fromStdString(faultFolder() + "/tern-append-cuts-XXXXXX")), proxy(servers.imap.plain),
          there(servers.imap.plain, servers.receiver().user, servers.receiver().password),
          here(servers.imap.plain, servers.sender().user, servers.sender().password),
          driver({folder.filePath(QStringLiteral("profile")).toStdString()}),
          source(driver.addAccount(servers.sender().email, servers.imap.plain, 0, servers.sender().password)),
          target(driver.addAccount(servers.receiver().email, proxy.port(), 0, servers.receiver().password))
    {
        there.append("Archive", "Subject: bystander\r\nMessage-ID: <bystander@test>\r\n\r\nHello\r\n");
    }
    /// The next few messages are there, and are asked to go to the other account.
    void ask()
    {
        std::string earlier;
        for (const PlainImap::Message &message : there.messages("Archive")) {
            if (message.subject != "bystander")
                earlier += (earlier.empty() ? "" : ",") + std::to_string(message.uid);
        }
        if (!earlier.empty()) {
            there.command("SELECT Archive");
            there.command("UID STORE " + earlier + " +FLAGS (\\Deleted)");
            there.command("EXPUNGE");
        }
        names.clear();
        for (int i = 0; i < kTogether; ++i) {
            names.push_back("m" + std::to_string(++made));
            here.append("INBOX", "Subject: " + names.back() + "\r\nMessage-ID: <" + names.back() + "@test>\r\nDate: Tue, 14 Nov 2023 22:13:20 +0000\r\n\r\nHello\r\n");
        }
        EngineDriver::need(driver.sync());
        std::vector<PlacementId> all;
        for (const std::string &name : names)
            all.push_back(driver.row(source, "INBOX", name).value().placement);
        (void)EngineDriver::need(EngineDriver::wait<engine::Engine::OperationIds>(
            [&](auto done) { driver.engine().move(all, driver.mailbox(target, "Archive"), std::move(done)); }));
    }
    Result<engine::SyncSummary> carryOut()
    {
        return EngineDriver::wait<engine::SyncSummary>([&](auto done) {
            engine::Engine::SyncRequest request;
            request.account = source;
            driver.engine().syncNow(request, std::move(done));
        });
    }
    void settle()
    {
        for (int time = 0; time < 6; ++time) {
            for (const auto &operation : EngineDriver::need(driver.reader().operations()))
                (void)EngineDriver::wait<void>([&](auto done) { driver.engine().retryOperation(operation.id, std::move(done)); });
            if (driver.sync() && driver.operations() == 0)
                break;
        }
        ASSERT_EQ(driver.operations(), 0U) << driver.traced();
        Names found;
        for (const PlainImap::Message &message : there.messages("Archive"))
            found.push_back(message.subject);
        std::ranges::sort(found);
        Names wanted = names;
        wanted.push_back("bystander");
        std::ranges::sort(wanted);
        ASSERT_EQ(found, wanted) << driver.traced();
        ASSERT_TRUE(here.messages("INBOX").empty()) << driver.traced();
        for (const std::string &name : names)
            ASSERT_TRUE(driver.shows(target, "Archive", name)) << name;
        ASSERT_EQ(driver.rows(target, "Archive").size(), wanted.size());
        ASSERT_TRUE(driver.takeNotices().empty());
    }

    TestServers servers;
    QTemporaryDir folder;
    FaultProxy proxy;
    PlainImap there, here;
    EngineDriver driver;
    AccountId source, target;
    Names names;
    int made = 0;
};

TEST_F(AppendCuts, AtEveryByte)
{
    ask();
    proxy.arm({});
    EngineDriver::need(carryOut());
    const std::int64_t dialogue[] = {proxy.passed(ProxyWay::ToServer), proxy.passed(ProxyWay::ToClient)};
    settle();
    ASSERT_FALSE(HasFailure());
    const std::string traced = driver.traced();
    const auto append = traced.find(" APPEND \"Archive\"");
    ASSERT_NE(append, std::string::npos);
    EXPECT_EQ(traced.find(" APPEND \"Archive\"", append + 1), std::string::npos) << "one for all of them";
    std::mt19937 random = faultRandom("append cuts");
    int cuts = 0;
    for (const ProxyWay way : {ProxyWay::ToServer, ProxyWay::ToClient}) {
        const auto length = static_cast<int>(dialogue[way == ProxyWay::ToServer ? 0 : 1]);
        ASSERT_GT(length, 500);
        const int steps = isLongFaultRun() ? length + 1 : 12;
        for (int step = 1; step <= steps; ++step) {
            const int after = isLongFaultRun() ? step : std::uniform_int_distribution(1, length)(random);
            SCOPED_TRACE((way == ProxyWay::ToServer ? "to the server, after " : "to the client, after ") + std::to_string(after));
            ask();
            proxy.resetConnections();
            proxy.arm({step % 5 == 0 ? ProxyFault::Kind::Reset : ProxyFault::Kind::Cut, way, after});
            (void)carryOut();
            cuts += proxy.struck() > 0 ? 1 : 0;
            proxy.lift();
            settle();
            if (HasFailure())
                return;
        }
    }
    countFaults("cuts of messages that go together", cuts);
    EXPECT_GT(cuts, 12);
}

} // namespace
} // namespace tern::test
