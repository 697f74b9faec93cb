// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include <sys/types.h>

namespace tern::test {

/// Makes processes that run threads of their own, for a test that has threads already. A fork() of such a process holds whatever locks its other threads
/// held, which sanitizers don't mend; so one that is forked before there are any threads makes the children.
/// Give it to ::testing::AddGlobalTestEnvironment() in the test's program.
/// Thread: the test's.
class Zygote final : public ::testing::Environment {
public:
    using Words = std::vector<std::string>;
    /// \param work  what a child does; its result is the process's.
    explicit Zygote(std::function<int(const Words &)> work) : m_work(std::move(work)) {}

    void SetUp() override;
    void TearDown() override;

    /// Begins a child's work. One at a time. \param words  for it; no NUL in them.
    pid_t start(const Words &words);
    /// Waits for its end. \return as of waitpid().
    int wait();
    /// SIGKILL for the child that works, which may be quicker than start(); nobody is hit when none does. Thread: any, between start()'s beginning and
    /// wait()'s end.
    void kill();

private:
    [[noreturn]] void serve(int socket);

    std::function<int(const Words &)> m_work;
    int m_socket = -1;
    pid_t m_pid = -1;
    std::mutex m_mutex;
    std::condition_variable m_began;
    pid_t m_child = -1;
};

} // namespace tern::test
