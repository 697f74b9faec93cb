// SPDX-License-Identifier: GPL-3.0-or-later
// The dialogue of a send is cut at every byte, in both directions, in front of a model server and of Postfix: nothing is lost without a word, nothing is sent
// again after a final dot without its answer, and what the ledger says is what is true.
#include "core/crypto/SecretStore.h"
#include "core/net/Endpoint.h"
#include "tests/crash/send/ModelSmtpServer.h"
#include "tests/support/TestServers.h"
#include "tests/support/engine/EngineDriver.h"
#include "tests/support/faults/FaultRun.h"
#include "tests/support/model/ModelImapServer.h"
#include "tests/support/plainimap/PlainImap.h"
#include "tests/support/proxy/FaultProxy.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <unistd.h>

namespace tern::test {
namespace {

using store::OutboxState;

/// A profile whose account sends through a proxy; `arrived` tells how often a message with this subject reached the server.
class Cuts {
public:
    Cuts(std::uint16_t smtpPort, std::function<std::size_t(const std::string &)> arrived)
        : proxy(smtpPort), m_arrived(std::move(arrived)), m_folder(QString::fromStdString(faultFolder() + "/tern-send-cuts-XXXXXX")),
          driver({m_folder.filePath(QStringLiteral("profile")).toStdString()})
    {
    }

    OutboxId send(const std::string &subject)
    {
        engine::OutgoingMail mail;
        mail.account = account;
        mail.to = QStringLiteral("sender@163.test");
        mail.subject = QString::fromStdString(subject);
        mail.text = QStringLiteral("A line.\n.\nAnother.\n");
        return EngineDriver::need(EngineDriver::wait<OutboxId>([&](auto done) { driver.engine().send(mail, std::move(done)); }));
    }
    [[nodiscard]] OutboxState state(OutboxId id) { return EngineDriver::need(driver.reader().outboxItem(id))->state; }

    /// An undisturbed send. Leaves the length of its dialogue.
    void measure()
    {
        proxy.arm({});
        const OutboxId id = send("undisturbed");
        (void)EngineDriver::need(driver.sync());
        ASSERT_EQ(state(id), OutboxState::SentCopySaved) << driver.traced();
        ASSERT_EQ(m_arrived("undisturbed"), 1U);
        length[0] = proxy.passed(ProxyWay::ToServer);
        length[1] = proxy.passed(ProxyWay::ToClient);
    }

    /// One send, cut there.
    void cutAt(ProxyFault fault)
    {
        const std::string subject = "cut " + std::to_string(++m_number);
        SCOPED_TRACE((fault.way == ProxyWay::ToServer ? "to the server, after " : "to the client, after ") + std::to_string(fault.after));
        proxy.arm(fault);
        const OutboxId id = send(subject);
        (void)driver.sync();
        struck += proxy.struck() > 0 ? 1 : 0;
        const OutboxState after = state(id);
        const std::size_t before = m_arrived(subject);
        switch (after) {
        case OutboxState::SentCopySaved: EXPECT_EQ(before, 1U) << "said to be sent"; break;
        case OutboxState::Waiting: EXPECT_EQ(before, 0U) << "said to be still here"; break;
        case OutboxState::Unknown: ++unknown; break;
        default: ADD_FAILURE() << "state " << static_cast<int>(after) << "\n" << driver.traced();
        }
        proxy.lift();
        (void)driver.sync();
        (void)driver.sync();
        const std::size_t now = m_arrived(subject);
        if (after == OutboxState::Unknown) {
            EXPECT_EQ(state(id), OutboxState::Unknown);
            EXPECT_EQ(now, before) << "what may have arrived was sent again";
        } else {
            EXPECT_EQ(state(id), OutboxState::SentCopySaved) << driver.traced();
            EXPECT_EQ(now, 1U) << driver.traced();
        }
    }

    /// All places of both ways, or a few of each.
    void walk(int few)
    {
        for (const ProxyWay way : {ProxyWay::ToServer, ProxyWay::ToClient}) {
            std::mt19937 random = faultRandom("send" + std::to_string(static_cast<int>(way)));
            const auto last = static_cast<int>(length[way == ProxyWay::ToServer ? 0 : 1]);
            const int steps = isLongFaultRun() ? last / faultStride() : few;
            for (int step = 1; step <= steps; ++step) {
                const int after = isLongFaultRun() ? step * faultStride() : std::uniform_int_distribution(1, last)(random);
                cutAt({step % 2 == 0 ? ProxyFault::Kind::Cut : ProxyFault::Kind::Reset, way, after});
                if (::testing::Test::HasFailure())
                    return;
            }
        }
    }

    FaultProxy proxy;
    std::int64_t length[2] = {0, 0};
    int struck = 0;
    int unknown = 0;

private:
    std::function<std::size_t(const std::string &)> m_arrived;
    QTemporaryDir m_folder;
    int m_number = 0;

public:
    EngineDriver driver;
    AccountId account;
};

TEST(SendCuts, InFrontOfAModel)
{
    ModelImapServer imap;
    imap.edit([](ModelMail &mail) { mail["Sent"].attributes = "\\Sent"; });
    ModelSmtpServer smtp;
    Cuts cuts(smtp.port(), [&](const std::string &subject) {
        const auto taken = smtp.taken();
        return static_cast<std::size_t>(
            std::count_if(taken.begin(), taken.end(), [&](const std::string &raw) { return raw.find("Subject: " + subject + "\r\n") != std::string::npos; }));
    });
    cuts.account = cuts.driver.addAccount("receiver@qq.test", imap.port(), cuts.proxy.port());
    cuts.measure();
    cuts.walk(25);
    EXPECT_GT(cuts.struck, 0);
    countFaults("cuts of a send in front of a model server", cuts.struck);
    countFaults("of them left for a person to decide", cuts.unknown);
}

TEST(SendCuts, InFrontOfPostfix)
{
    if (::geteuid() != 0)
        GTEST_SKIP() << "Postfix needs root";
    TestServersOptions options;
    options.postfix = true;
    TestServers servers(options);
    PlainImap truth(servers.imap.plain, servers.sender().user, servers.sender().password);
    const auto count = [&](const std::string &subject) {
        std::size_t found = 0;
        for (const PlainImap::Message &message : truth.messages("INBOX"))
            found += message.subject == subject ? 1U : 0U;
        return found;
    };
    Cuts cuts(servers.postfix, [&](const std::string &subject) {
        // From Postfix's queue into the mailbox it goes by itself.
        const auto queue = [&] { return std::system((servers.postfixTools + "postqueue -p | grep -q 'queue is empty'").c_str()) == 0; };
        for (int tries = 0; tries < 500 && !queue(); ++tries)
            ::usleep(10'000);
        return count(subject);
    });
    engine::CheckedAccount account;
    account.setup.email = QString::fromStdString(servers.receiver().email);
    account.setup.secretFile = servers.receiver().passwordFile;
    account.setup.imap = {"127.0.0.1", servers.imap.plain, static_cast<int>(Security::Plain), servers.receiver().user};
    account.setup.smtp = {"127.0.0.1", cuts.proxy.port(), static_cast<int>(Security::StartTls), servers.receiver().user};
    account.setup.caFile = servers.caFile;
    cuts.account = EngineDriver::need(EngineDriver::wait<AccountId>([&](auto done) { cuts.driver.engine().addAccount(account, std::move(done)); }));
    cuts.measure();
    cuts.walk(8);
    EXPECT_GT(cuts.struck, 0);
    countFaults("cuts of a send in front of Postfix", cuts.struck);
    countFaults("of them left for a person to decide", cuts.unknown);
}

} // namespace
} // namespace tern::test
