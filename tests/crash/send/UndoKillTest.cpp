// SPDX-License-Identifier: GPL-3.0-or-later
// SIGKILL in the seconds in which a send can still be taken back, at each commit and at instants between them: after the next start the message is still held for as
// long as was said, can still be taken back, and otherwise goes once.
#include "tests/crash/send/ModelSmtpServer.h"
#include "tests/support/engine/EngineDriver.h"
#include "tests/support/faults/FaultRun.h"
#include "tests/support/faults/Zygote.h"
#include "tests/support/model/ModelImapServer.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <sys/wait.h>
#include <thread>

namespace tern::test {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kUndo{1'200};

/// Written at once, as the reader may look at any instant.
void publish(const std::filesystem::path &file, const std::string &text)
{
    const std::filesystem::path unfinished = file.string() + ".new";
    std::ofstream(unfinished) << text;
    std::filesystem::rename(unfinished, file);
}

std::string described(EngineDriver &driver)
{
    std::string text;
    for (const store::OutboxRecord &item : EngineDriver::need(driver.reader().outbox(true)))
        text += std::to_string(static_cast<int>(item.state)) + " " + std::to_string(item.notBefore) + " " + std::to_string(item.sent) + "\n";
    return text;
}

/// \param drafted  written once the draft is promised
void send(EngineDriver &driver, AccountId account, milliseconds undo, const std::filesystem::path &drafted)
{
    store::DraftRecord draft;
    draft.account = account;
    draft.to = QStringLiteral("sender@163.test");
    draft.subject = QStringLiteral("once");
    draft.text = QStringLiteral("Once.\n");
    draft = EngineDriver::need(EngineDriver::wait<store::DraftRecord>([&](auto done) { driver.engine().saveDraft(draft, std::move(done)); }));
    publish(drafted, "");
    engine::OutgoingMail mail;
    mail.account = account;
    mail.to = draft.to;
    mail.subject = draft.subject;
    mail.text = draft.text;
    mail.draft = draft.id;
    mail.options.undo = undo;
    (void)EngineDriver::need(EngineDriver::wait<OutboxId>([&](auto done) { driver.engine().send(mail, std::move(done)); }));
}

/// What a child does: a run of the program, until its mail is on its way. \param words  the folder, the ports of IMAP and submission, what the person does ("sends",
/// "takes back" or nothing), and for a send the number of the commit to die at (0: none), and how long it is held in ms
int childMain(const Zygote::Words &words)
{
    const std::filesystem::path folder = words.at(0);
    const auto port = [&](std::size_t word) { return static_cast<std::uint16_t>(std::stoi(words.at(word))); };
    const std::string &what = words.at(3);
    const std::uint64_t dieAt = std::stoull(words.at(4));
    std::atomic<bool> isCounting{false};
    std::atomic<std::uint64_t> commits{0};
    publish(folder / "failure", "crashed");
    try {
        EngineDriver::Options options;
        options.profile = folder / "profile";
        options.automatic = true;
        options.commitHook = [&](std::uint64_t) {
            if (isCounting && ++commits == dieAt)
                ::raise(SIGKILL);
        };
        EngineDriver driver(std::move(options));
        if (what == "sends") {
            const AccountId account = driver.addAccount("receiver@qq.test", port(1), port(2));
            (void)EngineDriver::need(driver.sync());
            isCounting = true;
            send(driver, account, milliseconds(std::stoi(words.at(5))), folder / "drafted");
            publish(folder / "promised", described(driver));
        } else {
            publish(folder / "found", described(driver));
        }
        if (what == "takes back") {
            for (const store::OutboxRecord &item : EngineDriver::need(driver.reader().outbox(true)))
                EngineDriver::need(EngineDriver::wait<void>([&](auto done) { driver.engine().cancelOutbox(item.id, std::move(done)); }));
        }
        const bool isOver = driver.waitFor([&] {
            const auto items = EngineDriver::need(driver.reader().outbox(true));
            return std::all_of(items.begin(), items.end(), [](const store::OutboxRecord &item) {
                return item.state == store::OutboxState::SentCopySaved || item.state == store::OutboxState::Cancelled || item.state == store::OutboxState::Unknown;
            });
        });
        isCounting = false;
        publish(folder / "end", described(driver) + std::to_string(EngineDriver::need(driver.reader().drafts()).size()) + " drafts");
        publish(folder / "commits", std::to_string(commits));
        publish(folder / "failure", isOver ? "" : "it did not go\n" + driver.traced());
    } catch (const std::exception &failure) {
        publish(folder / "failure", failure.what());
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

/// One line of described().
struct Item {
    int state = -1;
    UnixMillis notBefore = 0, sent = 0;
};

class UndoKills : public ::testing::Test {
protected:
    UndoKills() : m_folder(QString::fromStdString(faultFolder() + "/tern-undo-XXXXXX"))
    {
        m_imap.edit([](ModelMail &mail) { mail["Sent"].attributes = "\\Sent"; });
    }

    [[nodiscard]] std::filesystem::path path(const char *name) const { return m_folder.filePath(QLatin1String(name)).toStdString(); }
    [[nodiscard]] std::string textOf(const char *name) const
    {
        std::ifstream stream(path(name));
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    /// \return none if the ledger was empty then.
    [[nodiscard]] std::optional<Item> item(const char *name) const
    {
        std::ifstream stream(path(name));
        Item read;
        return stream >> read.state >> read.notBefore >> read.sent ? std::optional(read) : std::nullopt;
    }

    void begin()
    {
        for (const char *name : {"profile", "drafted", "promised", "found", "end", "commits"})
            std::filesystem::remove_all(path(name));
        m_imap.edit([](ModelMail &mail) { mail["Sent"].messages.clear(); mail["Drafts"].messages.clear(); });
        m_smtp.clear();
    }

    /// A run to its end, or killed: at a commit, or so long after the promise. \return whether it was killed.
    bool run(const std::string &what, int dieAt = 0, milliseconds undo = kUndo, std::optional<milliseconds> killAfter = {})
    {
        const pid_t child = zygote().start({m_folder.path().toStdString(), std::to_string(m_imap.port()), std::to_string(m_smtp.port()), what, std::to_string(dieAt),
                                            std::to_string(undo.count())});
        if (killAfter) {
            const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{60};
            while (!std::filesystem::exists(path("promised")) && std::chrono::steady_clock::now() < patience)
                std::this_thread::sleep_for(milliseconds{1});
            std::this_thread::sleep_for(*killAfter);    // the instant itself is what is tested
            ::kill(child, SIGKILL);
        }
        const int status = zygote().wait();
        if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
            return true;
        EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << textOf("failure");
        EXPECT_EQ(textOf("failure"), "");
        return false;
    }

    /// The next start after a kill, to the end, and one more that must change nothing.
    void expectItGoesOnce()
    {
        const auto promised = item("promised");
        const std::size_t before = m_smtp.taken().size();
        ASSERT_FALSE(run(""));
        const auto found = item("found");
        const auto end = item("end");
        if (!found) {
            EXPECT_FALSE(promised) << "what was promised is lost";
            EXPECT_EQ(m_smtp.taken().size(), 0U) << "sent before it was durable";
            EXPECT_TRUE(textOf("end") == "1 drafts" || !std::filesystem::exists(path("drafted"))) << "the draft is lost";
            ++notQueued;
            return;
        }
        ASSERT_TRUE(end);
        if (promised && found->state == static_cast<int>(store::OutboxState::Queued)) {
            EXPECT_EQ(found->notBefore, promised->notBefore) << "the time of undo is what it was";
        }
        if (end->state == static_cast<int>(store::OutboxState::Unknown)) {
            ++asked;
            EXPECT_EQ(m_smtp.taken().size(), before) << "what may have been delivered was sent again";
            return;
        }
        EXPECT_EQ(end->state, static_cast<int>(store::OutboxState::SentCopySaved));
        EXPECT_EQ(m_smtp.taken().size(), 1U);
        EXPECT_EQ(m_imap.names("Sent").size(), 1U);
        EXPECT_GE(end->sent, promised ? promised->notBefore : 0) << "sent while it could be taken back";
        ASSERT_FALSE(run(""));
        EXPECT_EQ(m_smtp.taken().size(), 1U);
        EXPECT_EQ(m_imap.names("Sent").size(), 1U);
        ++gone;
    }

    ModelImapServer m_imap;
    ModelSmtpServer m_smtp;
    int notQueued = 0, gone = 0, asked = 0;

private:
    QTemporaryDir m_folder;
};

TEST_F(UndoKills, AtEveryCommitItGoesOnceAndNotEarlier)
{
    begin();
    ASSERT_FALSE(run("sends", 0, milliseconds{300}));
    const int commits = std::stoi(textOf("commits"));
    ASSERT_GT(commits, 4);
    int kills = 0;
    for (int dieAt = 1; dieAt <= commits; dieAt += isLongFaultRun() || dieAt < 6 ? 1 : 2) {
        SCOPED_TRACE("killed at commit " + std::to_string(dieAt));
        begin();
        // How many commits a run takes depends on what the lanes do meanwhile.
        if (!run("sends", dieAt, milliseconds{300}))
            continue;
        ++kills;
        expectItGoesOnce();
    }
    EXPECT_GT(kills, 3);
    EXPECT_GT(gone, 0);
    countFaults("kills at commits of a send that is held for undo", kills);
}

TEST_F(UndoKills, AtAnyInstantItGoesOnceAndNotEarlier)
{
    int kills = 0;
    const milliseconds step = isLongFaultRun() ? milliseconds{25} : milliseconds{400};
    for (milliseconds after{0}; after < kUndo + milliseconds{300}; after += step) {
        SCOPED_TRACE("killed " + std::to_string(after.count()) + " ms after the promise");
        begin();
        kills += run("sends", 0, kUndo, after) ? 1 : 0;
        ASSERT_TRUE(item("promised"));
        expectItGoesOnce();
    }
    EXPECT_EQ(notQueued, 0);
    EXPECT_GT(kills, 2);
    countFaults("kills while a send could be taken back", kills);
}

TEST_F(UndoKills, AfterAKillItCanStillBeTakenBack)
{
    begin();
    ASSERT_TRUE(run("sends", 0, std::chrono::minutes{10}, milliseconds{50}));
    ASSERT_FALSE(run("takes back"));
    const auto found = item("found");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->state, static_cast<int>(store::OutboxState::Queued));
    EXPECT_EQ(found->notBefore, item("promised")->notBefore);
    ASSERT_FALSE(run(""));
    EXPECT_EQ(m_smtp.taken().size(), 0U);
    EXPECT_NE(textOf("end").find("1 drafts"), std::string::npos) << textOf("end");
}

} // namespace
} // namespace tern::test
