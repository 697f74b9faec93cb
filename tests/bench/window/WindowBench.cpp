// SPDX-License-Identifier: GPL-3.0-or-later
// bench_window [MESSAGES]: the real program on a profile with that many messages in the inbox: opening, changing the folder, scrolling, and
// whether the window stands still while a first listing runs. Each part in a process of its own, as a person would start it.
#include "tests/bench/window/WindowFigures.h"
#include "tests/support/bench/Process.h"
#include "tests/support/bench_engine/BenchEngine.h"

#include <QApplication>
#include <QLocale>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <spawn.h>
#include <sys/wait.h>

using namespace tern;
using namespace tern::bench;

namespace {

constexpr int kOpenings = 5;

std::string part(const std::string &program, std::vector<std::string> arguments)
{
    int output[2];
    if (::pipe(output) != 0)
        fail("no pipe");
    arguments.insert(arguments.begin(), program);
    arguments.push_back(std::to_string(SteadyClock::now().time_since_epoch().count()));
    std::vector<char *> words;
    for (std::string &argument : arguments)
        words.push_back(argument.data());
    words.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, output[0]);
    pid_t child = -1;
    if (::posix_spawn(&child, program.c_str(), &actions, nullptr, words.data(), environ) != 0)
        fail("can't start a part");
    posix_spawn_file_actions_destroy(&actions);
    ::close(output[1]);
    std::string said;
    char block[4096];
    for (ssize_t count = 0; (count = ::read(output[0], block, sizeof block)) > 0;)
        said.append(block, static_cast<std::size_t>(count));
    ::close(output[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (status != 0)
        fail("a part failed: " + arguments[1]);
    return said;
}

MailboxId mailboxNamed(store::StoreReader &reader, const char *name)
{
    const auto account = need(reader.accounts()).front().id;
    const auto found = need(reader.mailboxByName(account, name));
    return found ? found->id : MailboxId{};
}

/// The folder with the most messages besides the inbox, and with rows to paint.
MailboxId otherFolder(store::StoreReader &reader)
{
    const auto account = need(reader.accounts()).front().id;
    store::MailboxRecord most;
    for (const store::MailboxRecord &mailbox : need(reader.mailboxes(account))) {
        if (mailbox.wireName != "INBOX" && mailbox.total > most.total)
            most = mailbox;
    }
    if (most.total == 0)
        fail("no other folder has messages");
    return most.id;
}

/// PART PROFILE MESSAGES BEGAN: one part, on the application's own thread.
int runPart(int argc, char **argv)
{
    const std::string part = argv[1];
    const int messages = std::atoi(argv[3]);
    const SteadyClock::time_point began{SteadyClock::duration(std::strtoll(argv[4], nullptr, 10))};
    QCoreApplication::setApplicationName(QStringLiteral("tern"));
    QCoreApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
    QApplication application(argc, argv);
    app::Options options;
    options.profile = QString::fromLocal8Bit(argv[2]);
    app::Application tern(options);
    if (!tern.start())
        fail("the window did not open");
    WindowFigures figures(tern);
    auto &reader = tern.context().reader;
    const std::string name = "window_" + std::to_string(messages);
    if (part == "--stall") {
        print({name + "_stall_while_listing", figures.longestStallUntilInbox(messages), "ms", 0, 50});
        return 0;
    }
    const auto painted = figures.untilPainted();
    if (part == "--open") {
        std::printf("%.3f\n", 1000 * std::chrono::duration<double>(painted - began).count());
        return 0;
    }
    const auto changes = figures.changeFolders(mailboxNamed(reader, "INBOX"), otherFolder(reader), 20);
    print({name + "_folder_change_median", median(changes), "ms", 0, 50});
    print({name + "_folder_change_slowest", quantile(changes, 1), "ms"});
    // The last change came back to the inbox.
    const auto paints = figures.scroll(1'500);
    print({name + "_paint_99_of_100", quantile(paints, 0.99), "ms", 0, 16});
    print({name + "_paint_median", median(paints), "ms"});
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 4 && std::strncmp(argv[1], "--", 2) == 0)
        return runPart(argc, argv);
    const int count = argc > 1 ? std::atoi(argv[1]) : 20'000;
    test::TestServersOptions serverOptions;
    serverOptions.bulk = count;
    serverOptions.seed = true;
    serverOptions.more = {"--bulk-folder", "INBOX"};
    test::TestServers servers(serverOptions);
    TemporaryFolder folder;
    const std::string full = (folder.path() / "full").string();
    const std::string fresh = (folder.path() / "fresh").string();
    int inInbox = 0;
    {
        BenchEngine engine(servers, {full});
        engine.sync({});
        inInbox = engine.mailbox("INBOX").total;
    }
    {
        BenchEngine engine(servers, {fresh});
        engine.sync({.mailbox = MailboxId{1}, .mailboxes = false, .replayOperations = false, .sendOutbox = false});
    }
    std::vector<double> openings;
    for (int opening = 0; opening < kOpenings; ++opening)
        openings.push_back(std::atof(part(argv[0], {"--open", full, std::to_string(inInbox)}).c_str()));
    print({"window_" + std::to_string(inInbox) + "_opened", median(openings), "ms", 0, 500});
    std::fputs(part(argv[0], {"--use", full, std::to_string(inInbox)}).c_str(), stdout);
    std::fputs(part(argv[0], {"--stall", fresh, std::to_string(inInbox)}).c_str(), stdout);
    return 0;
}
