// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/model/ModelImapServer.h"
#include "tests/support/sync/SyncRig.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace tern::test {

/// What a script may make the client take at any time, in bytes.
constexpr std::int64_t kMemoryAllowance = 64LL * 1024 * 1024;

/// A server that tells the truth until it is asked to lie, a profile that is in step with it, and work of every kind to be done meanwhile.
class LiarWorld {
public:
    enum Allows : unsigned {
        Nothing = 0,
        Double = 1,         ///< the lie can't be told from a copy that failed, so a second one is made; none is lost
        Held = 2            ///< operations wait for a person
    };

    explicit LiarWorld(const char *capabilities = ModelImapServer::kModern);
    /// One that has lied from the first.
    LiarWorld(const char *capabilities, const ModelImapServer::Liar &tell);

    /// Changes of every kind, as a person makes them.
    void work();
    /// Brings the account up to date some times; a lie may make it fail. \return the errors' kinds.
    std::vector<ErrorKind> syncLiedTo(int times = 3);
    /// So that the next sync begins with a greeting.
    void breakConnections();
    /// The server is honest again: everything must come into step, unless it waits for a person.
    void recover(unsigned allows);
    /// What must hold on the server at any time.
    void checkServer(unsigned allows);
    /// Checks that the store shows what the server has.
    void checkStore();

    ModelImapServer server;
    SyncRig rig;
    AccountId account;

private:
    [[nodiscard]] int count(const std::string &mailbox, const std::string &name);
    [[nodiscard]] std::vector<std::string> asShown(const std::string &mailbox);
    void retryAll();
    void open();
    void beginMeasuring();

    std::int64_t m_memory = 0;
};

// Twisting replies.

/// Replaces every `from` of a reply.
void replaceAll(std::string &text, const std::string &from, const std::string &to);
/// Puts lines before the tagged answer of a reply.
void insertBeforeAnswer(const ModelCommand &command, std::string &reply, const std::string &lines);
/// Removes the lines that hold `word`.
void dropLines(std::string &text, const std::string &word);

struct Lie {
    const char *name;
    ModelImapServer::Liar tell;
    unsigned allows = LiarWorld::Nothing;
    const char *capabilities = ModelImapServer::kModern;
};

inline std::string lieName(const ::testing::TestParamInfo<Lie> &info)
{
    return info.param.name;
}

/// For GoogleTest's messages.
inline void PrintTo(const Lie &lie, std::ostream *out)
{
    *out << lie.name;
}

} // namespace tern::test
