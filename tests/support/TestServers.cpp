// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestServers.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace tern::test {
namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(const std::string &what) { throw std::runtime_error("TestServers: " + what); }

std::string text(const QJsonObject &object, QLatin1StringView key) { return object.value(key).toString().toStdString(); }

std::uint16_t port(const QJsonObject &object, QLatin1StringView key)
{
    return static_cast<std::uint16_t>(object.value(key).toInt());
}

ServerPorts ports(const QJsonObject &about, QLatin1StringView protocol)
{
    const auto object = about.value(protocol).toObject();
    return {port(object, QLatin1StringView("tls")), port(object, QLatin1StringView("starttls")),
            port(object, QLatin1StringView("plain"))};
}

std::string firstLine(const std::string &file)
{
    std::ifstream in(file);
    std::string line;
    if (!std::getline(in, line))
        fail("can't read " + file);
    return line;
}

std::vector<std::string> commandLine(const TestServersOptions &options)
{
    std::vector<std::string> words{"/usr/bin/python3", TERN_SERVERS_SCRIPT};
    if (options.seed)
        words.emplace_back("--seed");
    if (options.bulk > 0)
        words.insert(words.end(), {"--bulk", std::to_string(options.bulk)});
    for (const auto &kind : options.tlsCases)
        words.insert(words.end(), {"--tls-case", kind});
    for (const auto &user : options.users)
        words.insert(words.end(), {"--user", user});
    if (!options.capability.empty())
        words.emplace_back("--capability=" + options.capability); // its value may begin with a dash
    if (options.postfix)
        words.emplace_back("--postfix");
    if (options.exim)
        words.emplace_back("--exim");
    if (options.opensmtpd)
        words.emplace_back("--opensmtpd");
    if (options.cyrus)
        words.emplace_back("--cyrus");
    if (!options.cyrusConf.empty())
        words.emplace_back("--cyrus-conf=" + options.cyrusConf);
    words.insert(words.end(), options.more.begin(), options.more.end());
    return words;
}

} // namespace

TestServers::TestServers(const TestServersOptions &options)
{
    try {
        spawn(options);
        describe(readLine(std::chrono::minutes(3)));
    } catch (...) {
        end();
        throw;
    }
}

TestServers::~TestServers() { end(); }

bool TestServers::privateRoots()
{
    return ::geteuid() == 0 && std::system("unshare --mount --pid --kill-child=SIGKILL mount --bind /etc /etc >/dev/null 2>&1") == 0;
}

const ServerAccount &TestServers::account(std::string_view email) const
{
    for (const auto &one : accounts) {
        if (one.email == email)
            return one;
    }
    fail("no account " + std::string(email));
}

void TestServers::spawn(const TestServersOptions &options)
{
    int input[2];
    int output[2];
    if (::pipe2(input, O_CLOEXEC) != 0)
        fail(std::strerror(errno));
    m_input = input[1];
    if (::pipe2(output, O_CLOEXEC) != 0) {
        ::close(input[0]);
        fail(std::strerror(errno));
    }
    m_output = output[0];

    auto words = commandLine(options);
    std::vector<char *> arguments;
    for (auto &word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
    const int error = ::posix_spawn(&m_process, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(input[0]);
    ::close(output[1]);
    if (error != 0) {
        m_process = -1;
        fail(std::strerror(error));
    }
}

void TestServers::describe(const std::string &line)
{
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(line));
    if (!document.isObject())
        fail("not a description: " + line);
    const auto about = document.object();
    imap = ports(about, QLatin1StringView("imap"));
    pop3 = ports(about, QLatin1StringView("pop3"));
    smtp = ports(about, QLatin1StringView("smtp"));
    lmtp = port(about, QLatin1StringView("lmtp"));
    dovecotSubmission = ports(about, QLatin1StringView("dovecot_submission"));
    const auto aboutPostfix = about.value(QLatin1StringView("postfix")).toObject();
    postfix = port(aboutPostfix, QLatin1StringView("starttls"));
    postfixPlain = port(aboutPostfix, QLatin1StringView("plain"));
    postfixTools = text(aboutPostfix, QLatin1StringView("tools"));
    postfixInternational = text(aboutPostfix, QLatin1StringView("international"));
    exim = ports(about, QLatin1StringView("exim"));
    eximInternational = text(about.value(QLatin1StringView("exim")).toObject(), QLatin1StringView("international"));
    opensmtpd = ports(about, QLatin1StringView("opensmtpd"));
    cyrus = ports(about, QLatin1StringView("cyrus"));
    caFile = text(about, QLatin1StringView("ca"));
    folder = text(about, QLatin1StringView("dir"));
    doveadm = text(about, QLatin1StringView("doveadm"));
    log = text(about, QLatin1StringView("log"));
    const auto cases = about.value(QLatin1StringView("tls_cases")).toObject();
    for (auto it = cases.begin(); it != cases.end(); ++it) {
        const auto one = it.value().toObject();
        tlsCases[it.key().toStdString()] = {port(one, QLatin1StringView("imap")), port(one, QLatin1StringView("smtp")),
                                            text(one, QLatin1StringView("ca"))};
    }
    const auto people = about.value(QLatin1StringView("accounts")).toArray();
    for (const auto &value : people) {
        const auto one = value.toObject();
        const auto file = text(one, QLatin1StringView("password_file"));
        accounts.push_back({text(one, QLatin1StringView("email")), text(one, QLatin1StringView("user")), firstLine(file), file});
    }
}

void TestServers::command(std::string_view name)
{
    const std::string line = std::string(name) + "\n";
    // A broken pipe must be an error here, not the end of the test program.
    const auto before = std::signal(SIGPIPE, SIG_IGN);
    const auto written = ::write(m_input, line.data(), line.size());
    std::signal(SIGPIPE, before);
    if (written != static_cast<ssize_t>(line.size()))
        fail("the servers' process has ended");
    const auto answer = readLine(std::chrono::seconds(30));
    if (!QJsonDocument::fromJson(QByteArray::fromStdString(answer)).object().contains(QLatin1StringView("done")))
        fail(std::string(name) + ": " + answer);
}

std::string TestServers::readLine(std::chrono::milliseconds limit)
{
    const auto deadline = Clock::now() + limit;
    for (;;) {
        if (const auto newline = m_buffered.find('\n'); newline != std::string::npos) {
            auto line = m_buffered.substr(0, newline);
            m_buffered.erase(0, newline + 1);
            return line;
        }
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        pollfd wait{m_output, POLLIN, 0};
        if (left <= 0 || ::poll(&wait, 1, static_cast<int>(left)) == 0)
            fail("no answer in time");
        char block[4096];
        const auto count = ::read(m_output, block, sizeof block);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            fail("the servers didn't start; see its message on standard error");
        m_buffered.append(block, static_cast<std::size_t>(count));
    }
}

void TestServers::end() noexcept
{
    if (m_input >= 0)
        ::close(m_input);
    if (m_process > 0) {
        while (::waitpid(m_process, nullptr, 0) < 0 && errno == EINTR) { }
    }
    if (m_output >= 0)
        ::close(m_output);
    m_input = m_output = -1;
    m_process = -1;
}

} // namespace tern::test
