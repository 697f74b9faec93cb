// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/stops/StopMatrix.h"

#include "core/search/Search.h"
#include "core/store/Store.h"
#include "tests/support/faults/FaultRun.h"
#include "tests/support/faults/Zygote.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <fstream>
#include <iterator>
#include <sstream>
#include <sys/wait.h>

namespace tern::test {
namespace {

constexpr int kStopped = 9;
constexpr int kFailed = 3;

/// What every account begins with.
ModelMail standardMail()
{
    ModelMail mail;
    ModelMailbox &inbox = mail["INBOX"];
    for (const char *name : {"one", "two", "three"})
        inbox.add(modelMessage(name));
    inbox.add(modelMessage("flagged"), {"\\Flagged"});
    inbox.add("Subject: without-id\r\nFrom: a@b.test\r\n\r\nNo Message-ID.\r\n");
    inbox.add(modelMessage("marked by another"), {"\\Deleted"});
    for (const char *name : {"Archive", "Trash", "Sent", "Drafts"})
        mail[name].attributes = std::string("\\") + name;
    mail["Archive"].add(modelMessage("old"));
    mail["Trash"].add(modelMessage("rubbish"));
    mail["Trash"].add(modelMessage("old rubbish"));
    mail["Work"].add(modelMessage("work"));
    return mail;
}

std::string textOf(const std::filesystem::path &file)
{
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// What a child does: a run of the program, with the scenario in it.
/// \param words  the scenario's name, the folder, both ports, the commit to stop at, and whether it is the first run
int childMain(const Zygote::Words &words)
{
    const auto &scenarios = stopScenarios();
    const StopScenario &scenario = *std::find_if(scenarios.begin(), scenarios.end(), [&](const StopScenario &one) { return words.at(0) == one.name; });
    const std::filesystem::path folder = words.at(1);
    const auto port = [&](std::size_t word) { return static_cast<std::uint16_t>(std::stoi(words.at(word))); };
    const int stopAtCommit = std::stoi(words.at(4));
    const bool first = words.at(5) == "first";
    std::ofstream(folder / "child.log") << "crashed\n";
    try {
        std::atomic<int> commits{0};
        EngineDriver::Options options;
        options.profile = folder / "profile";
        options.commitHook = [&](std::uint64_t) {
            if (++commits == stopAtCommit)
                ::_exit(kStopped);
        };
        {
            EngineDriver driver(std::move(options));
            if (first) {
                (void)driver.addAccount("receiver@qq.test", port(2));
                if (scenario.twoAccounts)
                    (void)driver.addAccount("sender@163.test", port(3));
            }
            const auto accounts = driver.accounts();
            if (!first && scenario.ask)
                scenario.ask(driver, accounts.front(), accounts.back());
            for (int time = 0; (scenario.startsSynced || !first) && time < 3; ++time) {
                if (const auto synced = driver.sync(scenario.bodies); !synced)
                    throw std::runtime_error(synced.error().toString() + "\n" + driver.traced());
            }
            for (const engine::Notice &notice : driver.takeNotices())
                throw std::runtime_error("notice: " + notice.error.toString() + "\n" + driver.traced());
            std::ofstream(folder / "child.log") << driver.traced();
        }
        std::ofstream(folder / "commits") << commits.load();
    } catch (const std::exception &failure) {
        std::ofstream(folder / "child.log") << failure.what() << "\n";
        return kFailed;
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

} // namespace

StopMatrix::StopMatrix(const StopScenario &scenario, const StopServer &server)
    : m_scenario(scenario), m_folder(QString::fromStdString(faultFolder() + "/tern-stops-XXXXXX")), m_server({server.capabilities}), m_other({server.capabilities}), m_mail(standardMail()), m_otherMail(standardMail())
{
    if (m_scenario.mail)
        m_scenario.mail(m_mail, m_otherMail);
    prepare();
}

/// The profile that every run begins with.
void StopMatrix::prepare()
{
    reset();
    if (runChild(0, true) != End::Done)
        throw std::runtime_error("the first run failed: " + textOf(path("child.log")));
    std::filesystem::rename(path("profile"), path("begin"));
    m_server.edit([&](ModelMail &mail) {
        if (m_scenario.elsewhere)
            m_scenario.elsewhere(mail);
        m_mail = mail;
    });
    m_other.edit([&](ModelMail &mail) { m_otherMail = mail; });
}

void StopMatrix::reset()
{
    std::filesystem::remove_all(path("profile"));
    if (std::filesystem::exists(path("begin")))
        std::filesystem::copy(path("begin"), path("profile"), std::filesystem::copy_options::recursive);
    for (const auto &[server, mail] : {std::pair(&m_server, &m_mail), std::pair(&m_other, &m_otherMail)}) {
        server->edit([&](ModelMail &now) { now = *mail; });
        server->failAt(0, ModelFault::None);
        server->failAtSignIn(0, ModelFault::None);
        server->clearLog();
    }
}

void StopMatrix::reference()
{
    reset();
    ASSERT_EQ(runChild(0), End::Done) << textOf(path("child.log"));
    m_commands[0] = static_cast<int>(m_server.log().size());
    m_commands[1] = static_cast<int>(m_other.log().size());
    m_commits = std::stoi(textOf(path("commits")));
    m_wanted = describe(false);
}

bool StopMatrix::stopAtCommit(int number)
{
    reset();
    const End end = runChild(number);
    EXPECT_NE(end, End::Failed) << textOf(path("child.log"));
    if (end != End::Stopped)
        return false;
    carryOn();
    return true;
}

bool StopMatrix::stopAtCommand(const AtCommand &kill)
{
    reset();
    ModelImapServer &server = kill.other ? m_other : m_server;
    server.whenStruck([] { zygote().kill(); });
    server.failAt(kill.number, kill.fault);
    const End end = runChild(0);
    EXPECT_NE(end, End::Failed) << textOf(path("child.log"));
    server.failAt(0, ModelFault::None);
    if (end != End::Stopped)
        return false;
    carryOn();
    return true;
}

bool StopMatrix::stopAtSignIn(int number, ModelFault fault)
{
    reset();
    m_server.whenStruck([] { zygote().kill(); });
    m_server.failAtSignIn(number, fault);
    const End end = runChild(0);
    EXPECT_NE(end, End::Failed) << textOf(path("child.log"));
    m_server.failAtSignIn(0, ModelFault::None);
    if (end != End::Stopped)
        return false;
    carryOn();
    return true;
}

/// The next run ends where an undisturbed one does, and one more has nothing to do.
void StopMatrix::carryOn()
{
    ASSERT_EQ(runChild(0), End::Done) << textOf(path("child.log"));
    ASSERT_EQ(describe(false), m_wanted) << textOf(path("child.log"));
    const std::string exactly = describe(true);
    m_server.clearLog();
    m_other.clearLog();
    ASSERT_EQ(runChild(0), End::Done) << textOf(path("child.log"));
    EXPECT_EQ(describe(true), exactly) << "a further run changed something";
    for (ModelImapServer *server : {&m_server, &m_other}) {
        for (const char *change : {"APPEND", "CREATE", "DELETE", "RENAME", "EXPUNGE", "UID STORE", "UID COPY", "UID MOVE", "UID EXPUNGE"})
            EXPECT_EQ(server->count(change), 0) << change << " in a further run";
    }
}

StopMatrix::End StopMatrix::runChild(int stopAtCommit, bool first)
{
    zygote().start({m_scenario.name, m_folder.path().toStdString(), std::to_string(m_server.port()), std::to_string(m_other.port()), std::to_string(stopAtCommit),
                    first ? "first" : ""});
    const int status = zygote().wait();
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return End::Done;
    const bool stopped = (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) || (WIFEXITED(status) && WEXITSTATUS(status) == kStopped);
    return stopped ? End::Stopped : End::Failed;
}

std::string StopMatrix::describe(bool exactly)
{
    std::string text = describeServer(m_server, exactly);
    if (m_scenario.twoAccounts)
        text += "the other account\n" + describeServer(m_other, exactly);
    return text + describeStore();
}

/// \param exactly  with UIDs and mod-sequences: true of one history only.
std::string StopMatrix::describeServer(ModelImapServer &server, bool exactly) const
{
    std::ostringstream text;
    server.edit([&](ModelMail &mail) {
        for (const auto &[name, mailbox] : mail) {
            text << "server " << name << (exactly ? " " + std::to_string(mailbox.modSeq) : std::string()) << "\n";
            std::vector<std::string> lines;
            for (const ModelMessage &message : mailbox.messages) {
                std::string line = "  " + message.header("Subject");
                for (const std::string &flag : message.flags)
                    line += " " + flag;
                if (exactly)
                    line += " " + std::to_string(message.uid);
                lines.push_back(line + "\n");
            }
            if (!exactly)
                std::sort(lines.begin(), lines.end());
            std::copy(lines.begin(), lines.end(), std::ostream_iterator<std::string>(text));
        }
    });
    return text.str();
}

/// What a person sees; rows that claim a UID are checked against the server.
std::string StopMatrix::describeStore()
{
    store::StoreOptions options;
    options.profile = path("profile");
    options.readOnly = true;
    search::addSearch(options);
    const auto store = EngineDriver::need(store::Store::open(options));
    const auto reader = EngineDriver::need(store->openReader());
    std::ostringstream text;
    const auto accounts = EngineDriver::need(reader->accounts());
    for (const store::MailboxRecord &mailbox : EngineDriver::need(reader->allMailboxes())) {
        ModelImapServer &server = mailbox.account == accounts.front().id ? m_server : m_other;
        text << "store " << mailbox.account.value << " " << mailbox.wireName << " " << mailbox.total << "/" << mailbox.unread << "/" << mailbox.pending << "\n";
        std::vector<std::string> lines;
        for (const store::MessageRow &row : EngineDriver::need(reader->page({store::InMailbox{mailbox.id}}, std::nullopt, 1'000)).rows) {
            lines.push_back("  " + row.subject.toStdString() + " flags " + std::to_string(row.flags) + (row.pending ? " pending" : "")
                            + (m_scenario.bodies && row.bodyStored ? " body" : "") + (row.uid ? "" : " nowhere") + "\n");
            if (!row.uid)
                continue;
            server.edit([&](ModelMail &mail) {
                const ModelMessage *message = mail[mailbox.wireName].find(row.uid->value);
                EXPECT_EQ(message ? message->header("Subject") : "nothing", row.subject.toStdString()) << mailbox.wireName << " UID " << row.uid->value;
            });
        }
        std::sort(lines.begin(), lines.end());
        std::copy(lines.begin(), lines.end(), std::ostream_iterator<std::string>(text));
    }
    if (m_scenario.bodies) {
        // What was read is found, and nothing waits to be.
        text << "found " << EngineDriver::need(reader->count({store::SearchResults{QStringLiteral("hello"), {}, {}}})) << ", unread "
             << EngineDriver::need(reader->unreadBodies({}, 1'000, 1'000'000'000)).size() << "\n";
    }
    for (const store::OperationRecord &operation : EngineDriver::need(reader->operations()))
        text << "operation " << static_cast<int>(operation.kind) << " state " << static_cast<int>(operation.state) << "\n";
    for (const store::DraftRecord &draft : EngineDriver::need(reader->drafts()))
        text << "draft " << draft.subject.toStdString() << ": " << draft.text.toStdString() << (draft.discarded ? " discarded" : "")
             << (draft.serverVersion == draft.version ? "" : " behind") << "\n";
    return text.str();
}

} // namespace tern::test
