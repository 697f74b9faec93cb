// SPDX-License-Identifier: GPL-3.0-or-later
// The whole engine is killed at each step of its dialogue with a submission server, from the greeting to the good-bye, before the step is carried out and
// after it: the mail is delivered once, or a person is asked, and never twice.
#include "tests/crash/send/ModelSmtpServer.h"
#include "tests/support/engine/EngineDriver.h"
#include "tests/support/faults/FaultRun.h"
#include "tests/support/faults/Zygote.h"
#include "tests/support/model/ModelImapServer.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <sys/wait.h>

namespace tern::test {
namespace {

using When = ModelSmtpServer::When;

/// What a child does: a run of the program. \param words  the folder, the ports of IMAP and submission, and whether it sends something
int childMain(const Zygote::Words &words)
{
    const std::filesystem::path folder = words.at(0);
    const auto port = [&](std::size_t word) { return static_cast<std::uint16_t>(std::stoi(words.at(word))); };
    std::ofstream(folder / "child.log") << "crashed\n";
    try {
        EngineDriver::Options options;
        options.profile = folder / "profile";
        EngineDriver driver(std::move(options));
        if (words.at(3) == "sends") {
            const AccountId account = driver.addAccount("receiver@qq.test", port(1), port(2));
            (void)EngineDriver::need(driver.sync());
            engine::OutgoingMail mail;
            mail.account = account;
            mail.to = QStringLiteral("sender@163.test");
            mail.subject = QStringLiteral("once");
            mail.text = QStringLiteral("Once.\n");
            (void)EngineDriver::need(EngineDriver::wait<OutboxId>([&](auto done) { driver.engine().send(mail, std::move(done)); }));
        }
        for (int time = 0; time < 2; ++time)
            (void)EngineDriver::need(driver.sync());
        std::ofstream states(folder / "states");
        for (const store::OutboxRecord &item : EngineDriver::need(driver.reader().outbox(true)))
            states << static_cast<int>(item.state) << "\n";
        std::ofstream(folder / "child.log") << driver.traced();
    } catch (const std::exception &failure) {
        std::ofstream(folder / "child.log") << failure.what() << "\n";
        return 3;
    }
    return 0;
}

Zygote &zygote()
{
    static auto *const made = static_cast<Zygote *>(::testing::AddGlobalTestEnvironment(new Zygote(&childMain)));
    return *made;
}

// Before main(), so that it is there when the tests begin.
[[maybe_unused]] const Zygote &kZygote = zygote();

class SendKills : public ::testing::Test {
protected:
    SendKills() : m_folder(QString::fromStdString(faultFolder() + "/tern-send-XXXXXX"))
    {
        m_imap.edit([](ModelMail &mail) { mail["Sent"].attributes = "\\Sent"; });
    }

    /// One run of the program, to its end or until it is killed. \return whether it was killed.
    bool run(bool sends)
    {
        zygote().start({m_folder.path().toStdString(), std::to_string(m_imap.port()), std::to_string(m_smtp.port()), sends ? "sends" : ""});
        const int status = zygote().wait();
        if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
            return true;
        EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << textOf("child.log");
        return false;
    }

    /// From an empty profile: a send, killed at this step. \return whether it came so far.
    bool killAt(int step, When when)
    {
        std::filesystem::remove_all(path("profile"));
        m_imap.edit([](ModelMail &mail) { mail["Sent"].messages.clear(); });
        m_smtp.clear();
        m_smtp.strikeAt(step, when, [] { zygote().kill(); });
        return run(true);
    }

    [[nodiscard]] std::string textOf(const char *name) const
    {
        std::ifstream stream(path(name));
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    [[nodiscard]] std::filesystem::path path(const char *name) const { return m_folder.filePath(QLatin1String(name)).toStdString(); }

    ModelImapServer m_imap;
    ModelSmtpServer m_smtp;

private:
    QTemporaryDir m_folder;
};

TEST_F(SendKills, DeliverOnceOrAskAPerson)
{
    ASSERT_FALSE(killAt(0, When::Before));
    const std::vector<std::string> steps = m_smtp.steps();
    ASSERT_EQ(m_smtp.taken().size(), 1U) << textOf("child.log");
    ASSERT_GE(steps.size(), 7U);
    const std::string saved = std::to_string(static_cast<int>(store::OutboxState::SentCopySaved)) + "\n";
    const std::string unknown = std::to_string(static_cast<int>(store::OutboxState::Unknown)) + "\n";
    EXPECT_EQ(textOf("states"), saved);
    int kills = 0;
    int asked = 0;
    for (const When when : {When::Before, When::After}) {
        for (int step = 1; step <= static_cast<int>(steps.size()); ++step) {
            const std::string &name = steps[static_cast<std::size_t>(step) - 1];
            SCOPED_TRACE((when == When::Before ? "killed before " : "killed after ") + name);
            ASSERT_TRUE(killAt(step, when));
            ++kills;
            const std::size_t before = m_smtp.taken().size();
            EXPECT_EQ(before, name == "QUIT" || (name == "." && when == When::After) ? 1U : 0U);
            ASSERT_FALSE(run(false));
            const std::string states = textOf("states");
            const std::size_t taken = m_smtp.taken().size();
            const std::size_t copies = m_imap.names("Sent").size();
            // Only between the dot and its reply nobody can know; the moment before the dot looks the same from here. A good-bye comes behind the
            // acceptance that is recorded.
            if (states == unknown) {
                ++asked;
                EXPECT_EQ(taken, before) << "what may have been delivered was sent again";
                EXPECT_EQ(name, ".") << "asked without need";
            } else {
                EXPECT_EQ(states, saved) << textOf("child.log");
                EXPECT_EQ(taken, 1U) << textOf("child.log");
                EXPECT_EQ(copies, 1U);
            }
            ASSERT_FALSE(run(false));
            EXPECT_EQ(textOf("states"), states) << "a further run changed something";
            EXPECT_EQ(m_smtp.taken().size(), taken);
            EXPECT_EQ(m_imap.names("Sent").size(), copies);
        }
    }
    countFaults("kills at steps of a send", kills);
    countFaults("of them left for a person to decide", asked);
}

} // namespace
} // namespace tern::test
