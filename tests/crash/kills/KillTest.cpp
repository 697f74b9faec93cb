// SPDX-License-Identifier: GPL-3.0-or-later
// SIGKILL at random instants during mixed work against Dovecot and a submission server: nothing lost, nothing doubled.
#include "tests/crash/kills/Journal.h"
#include "tests/support/TestServers.h"
#include "tests/support/engine/EngineDriver.h"
#include "tests/support/engine/Integrity.h"
#include "tests/support/faults/FaultRun.h"
#include "tests/support/faults/Zygote.h"
#include "tests/support/plainimap/PlainImap.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <sys/wait.h>
#include <thread>

namespace tern::test {
namespace {

using std::chrono::milliseconds;
using OperationIds = engine::Engine::OperationIds;

constexpr int kMails = 24;
const char *const kPlaces[] = {"INBOX", "Archive", "Trash", "Junk"};

/// Works at random until it is killed.
class Worker final {
public:
    Worker(const std::filesystem::path &profile, const std::filesystem::path &journal, std::mt19937 random, int round)
        : m_begun(std::chrono::steady_clock::now()), m_driver({profile, true}), m_journal(journal), m_random(random), m_round(round)
    {
        m_account = m_driver.accounts().front();
        // Back: the list that a person looks at is there.
        (void)m_driver.rows(m_account, "INBOX");
        std::ofstream(journal.string() + ".back", std::ios::app)
            << std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - m_begun).count() << "\n";
    }
    void work()
    {
        for (int number = 0; number < 200; ++number) {
            switch (below(12)) {
            case 0: draft(number); break;
            case 1: send(number); break;
            case 2: (void)m_driver.sync(); break;
            case 3:
            case 4:
            case 5:
            case 6: flag(store::FlagFlagged, "flagged"); break;
            default: move();
            }
        }
    }

private:
    int below(int limit) { return std::uniform_int_distribution(0, limit - 1)(m_random); }
    std::optional<std::pair<std::string, store::MessageRow>> someMail(std::string &name)
    {
        name = "k" + std::to_string(below(kMails));
        for (const char *place : kPlaces) {
            if (auto row = m_driver.row(m_account, place, name))
                return std::pair(std::string(place), *row);
        }
        return std::nullopt;
    }
    void move()
    {
        std::string name;
        const auto mail = someMail(name);
        const std::string target = kPlaces[below(4)];
        if (!mail || mail->first == target || !m_driver.mailbox(m_account, target).isValid())
            return;
        m_journal.asked("place of " + name, target);
        const auto done = EngineDriver::wait<OperationIds>(
            [&](auto completion) { m_driver.engine().move({mail->second.placement}, m_driver.mailbox(m_account, target), std::move(completion)); });
        if (done)
            m_journal.promised("place of " + name, target);
    }
    void flag(store::Flags flag, const char *what)
    {
        std::string name;
        const auto mail = someMail(name);
        if (!mail)
            return;
        const bool on = below(2) == 0;
        m_journal.asked(what + (" " + name), on ? "yes" : "no");
        const auto done = EngineDriver::wait<OperationIds>([&](auto completion) {
            m_driver.engine().changeFlags({mail->second.placement}, on ? flag : 0, on ? 0 : flag, store::OperationIntent::Flag, std::move(completion));
        });
        if (done)
            m_journal.promised(what + (" " + name), on ? "yes" : "no");
    }
    void draft(int number)
    {
        store::DraftRecord draft;
        draft.account = m_account;
        draft.from = QStringLiteral("receiver@qq.test");
        const std::string subject = "draft-" + std::to_string(m_round) + "-" + std::to_string(number);
        draft.subject = QString::fromStdString(subject);
        m_journal.asked(subject, "draft");
        if (EngineDriver::wait<store::DraftRecord>([&](auto done) { m_driver.engine().saveDraft(draft, std::move(done)); }))
            m_journal.promised(subject, "draft");
    }
    void send(int number)
    {
        engine::OutgoingMail mail;
        mail.account = m_account;
        mail.to = QStringLiteral("sender@163.test");
        const std::string subject = "sent-" + std::to_string(m_round) + "-" + std::to_string(number);
        mail.subject = QString::fromStdString(subject);
        mail.text = QStringLiteral("Once.\n");
        m_journal.asked(subject, "sent");
        if (EngineDriver::wait<OutboxId>([&](auto done) { m_driver.engine().send(mail, std::move(done)); }))
            m_journal.promised(subject, "sent");
    }

    std::chrono::steady_clock::time_point m_begun;
    EngineDriver m_driver;
    Journal m_journal;
    std::mt19937 m_random;
    int m_round;
    AccountId m_account;
};

/// The first run: an account, and its mail.
void begin(const std::filesystem::path &profile, const Zygote::Words &words)
{
    const auto port = [&](std::size_t word) { return static_cast<std::uint16_t>(std::stoi(words.at(word))); };
    EngineDriver driver({profile});
    (void)driver.addAccount(words.at(2), port(4), port(5), words.at(3));
    EngineDriver::need(driver.sync());
}

/// The last run, which nobody kills: everything comes to its end.
void settle(const std::filesystem::path &profile, const std::filesystem::path &told)
{
    EngineDriver driver({profile});
    for (int time = 0; time < 5; ++time) {
        EngineDriver::need(driver.sync());
        for (const auto &operation : EngineDriver::need(driver.reader().operations()))
            (void)EngineDriver::wait<void>([&](auto done) { driver.engine().retryOperation(operation.id, std::move(done)); });
    }
    EngineDriver::need(driver.sync());
    if (driver.operations() != 0)
        throw std::runtime_error("operations are left\n" + driver.traced());
    std::ofstream outbox(told);
    for (const store::OutboxRecord &item : EngineDriver::need(driver.reader().outbox(true)))
        outbox << item.subject.toStdString() << " " << static_cast<int>(item.state) << "\n";
}

/// What a child does: a run of the program. \param words  the folder, what to do, and for "begin" the address, its password, and the ports of IMAP and submission, for
/// "work" a seed and the number of the round
int childMain(const Zygote::Words &words)
{
    const std::filesystem::path folder = words.at(0);
    const std::string &what = words.at(1);
    try {
        if (what == "begin")
            begin(folder / "profile", words);
        else if (what == "settle")
            settle(folder / "profile", folder / "outbox");
        else
            Worker(folder / "profile", folder / "journal", std::mt19937(static_cast<std::mt19937::result_type>(std::stoul(words.at(2)))), std::stoi(words.at(3))).work();
    } catch (const std::exception &failure) {
        std::ofstream(folder / "failure") << failure.what();
        return 1;
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

class Kills : public ::testing::Test {
protected:
    Kills() : folder(QString::fromStdString(faultFolder() + "/tern-kills-XXXXXX")) {}
    [[nodiscard]] std::filesystem::path path(const char *name) const { return folder.filePath(QLatin1String(name)).toStdString(); }
    [[nodiscard]] PlainImap client(const ServerAccount &account) const { return {servers.imap.plain, account.user, account.password}; }

    /// \param words  behind the folder. \return how the process ended.
    int inChild(Zygote::Words words, std::optional<milliseconds> killAfter = {})
    {
        words.insert(words.begin(), folder.path().toStdString());
        const pid_t child = zygote().start(words);
        if (killAfter) {
            std::this_thread::sleep_for(*killAfter); // the instant itself is what is tested
            ::kill(child, SIGKILL);
        }
        const int status = zygote().wait();
        return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
    }
    [[nodiscard]] std::string failure() const
    {
        std::ifstream stream(path("failure"));
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    void begin()
    {
        const ServerAccount &receiver = servers.receiver();
        PlainImap client = this->client(receiver);
        for (int number = 0; number < kMails; ++number) {
            const std::string name = "k" + std::to_string(number);
            client.append("INBOX", "From: a@b.test\r\nTo: receiver@qq.test\r\nSubject: " + name + "\r\nMessage-ID: <" + name + "@kill>\r\n\r\nText.\r\n");
        }
        ASSERT_EQ(inChild({"begin", receiver.email, receiver.password, std::to_string(servers.imap.plain), std::to_string(servers.smtp.plain)}), 0) << failure();
    }
    void checkMail(const Journal::Allowed &allowed)
    {
        PlainImap client = this->client(servers.receiver());
        std::map<std::string, std::vector<std::string>> places;
        std::map<std::string, bool> flagged;
        for (const char *place : kPlaces) {
            for (const PlainImap::Message &message : client.messages(place)) {
                places[message.subject].push_back(place);
                flagged[message.subject] = message.flags.contains("\\Flagged");
            }
        }
        for (int number = 0; number < kMails; ++number) {
            const std::string name = "k" + std::to_string(number);
            EXPECT_EQ(places[name].size(), 1U) << name;
            if (places[name].size() != 1)
                continue;
            std::set<std::string> where{"INBOX"};
            if (const auto told = allowed.find("place of " + name); told != allowed.end()) {
                where = told->second;
                if (where.contains("nothing"))
                    where.insert("INBOX");
            }
            EXPECT_TRUE(where.contains(places[name][0])) << name << " is in " << places[name][0] << ", not in " << ::testing::PrintToString(where);
            std::set<std::string> marks{"no"};
            if (const auto told = allowed.find("flagged " + name); told != allowed.end()) {
                marks = told->second;
                if (marks.contains("nothing"))
                    marks.insert("no");
            }
            EXPECT_TRUE(marks.contains(flagged[name] ? "yes" : "no")) << name << " flagged " << flagged[name];
        }
    }
    /// How often each subject lies in a mailbox.
    std::map<std::string, int> subjects(const ServerAccount &account, const std::string &mailbox)
    {
        std::map<std::string, int> times;
        PlainImap client = this->client(account);
        for (const PlainImap::Message &message : client.messages(mailbox))
            ++times[message.subject];
        return times;
    }
    void checkWritten(const Journal::Allowed &allowed)
    {
        auto drafts = subjects(servers.receiver(), "Drafts");
        auto copies = subjects(servers.receiver(), "Sent");
        auto arrived = subjects(servers.sender(), "INBOX");
        std::map<std::string, int> states;
        std::ifstream outbox(path("outbox"));
        std::string subject;
        for (int state = 0; outbox >> subject >> state;)
            states[subject] = state;
        for (const auto &[thing, values] : allowed) {
            const bool mayBeMissing = values.contains("nothing");
            if (thing.starts_with("draft-")) {
                ++written;
                EXPECT_TRUE(drafts[thing] == 1 || (mayBeMissing && drafts[thing] == 0)) << thing << " is " << drafts[thing] << " times in Drafts";
            } else if (thing.starts_with("sent-")) {
                ++sent;
                const bool known = states.contains(thing);
                EXPECT_TRUE(known || mayBeMissing) << thing << " is not in the Outbox any more";
                EXPECT_LE(arrived[thing], 1) << thing << " was delivered twice";
                EXPECT_LE(copies[thing], 1) << thing << " is twice in Sent";
                const auto state = known ? static_cast<store::OutboxState>(states[thing]) : store::OutboxState::Cancelled;
                unknown += state == store::OutboxState::Unknown ? 1 : 0;
                if (known && state != store::OutboxState::Unknown) {
                    EXPECT_TRUE(state == store::OutboxState::SentCopySaved && arrived[thing] == 1 && copies[thing] == 1)
                        << thing << " state " << static_cast<int>(state) << " arrived " << arrived[thing] << " in Sent " << copies[thing];
                }
            }
        }
    }

    TestServers servers;
    QTemporaryDir folder;
    int written = 0, sent = 0, unknown = 0;
};

TEST_F(Kills, NothingIsLostAndNothingDoubled)
{
    begin();
    std::mt19937 random = faultRandom("kills");
    const int rounds = isLongFaultRun() ? 1'000 : 15;
    int kills = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto seed = random();
        const milliseconds after(std::uniform_int_distribution(10, 500)(random));
        const int end = inChild({"work", std::to_string(seed), std::to_string(round)}, after);
        ASSERT_TRUE(end == -SIGKILL || end == 0) << "round " << round << " ended with " << end << ": " << failure();
        kills += end == -SIGKILL ? 1 : 0;
        if (round % 10 == 0 || round + 1 == rounds) {
            ASSERT_EQ(integrityOf(path("profile")), "") << "round " << round;
        }
    }
    ASSERT_EQ(inChild({"settle"}), 0) << failure();
    const Journal::Allowed allowed = Journal::read(path("journal"));
    checkMail(allowed);
    checkWritten(allowed);
    std::ifstream back(path("journal.back"));
    int slowest = 0, starts = 0;
    for (int took = 0; back >> took; ++starts)
        slowest = std::max(slowest, took);
    EXPECT_LT(slowest, 2'000) << "ms until the list was there again";
    std::printf("slowest of %d starts: %d ms; %zu things asked, %d drafts, %d sent, %d left for a person to decide\n", starts, slowest, allowed.size(),
                written, sent, unknown);
    countFaults("SIGKILLs at random instants", kills);
    EXPECT_GT(kills, rounds / 2);
    EXPECT_GT(allowed.size(), 5U);
}

} // namespace
} // namespace tern::test
