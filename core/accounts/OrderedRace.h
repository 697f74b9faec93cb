// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/Result.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include <poll.h>

namespace tern::accounts {

/// Runs several attempts at once, each on a thread of its own, and takes the first in *order* that succeeds: a success waits for the attempts
/// before it, but no longer than `grace`. All threads are joined when run() returns; those still under way are told to stop.
/// Thread: any, once; blocks.
template <typename T>
class OrderedRace final {
public:
    using Attempt = std::function<Result<T>(const StopToken &)>;
    using Answers = std::vector<std::optional<Result<T>>>;
    /// Called on run()'s thread as each attempt ends.
    using Listener = std::function<void(std::size_t, const Result<T> &)>;

    OrderedRace(std::chrono::milliseconds whole, std::chrono::milliseconds grace) : m_whole(whole), m_grace(grace) {}

    /// \return what came in; `winner` indexes it, if there is one.
    Answers run(const std::vector<Attempt> &attempts, const StopToken &stop, std::optional<std::size_t> &winner, const Listener &listener = {})
    {
        using Clock = std::chrono::steady_clock;
        m_board.resize(attempts.size());
        Answers known(attempts.size());
        const Crew crew(*this, attempts);
        auto end = Clock::now() + m_whole;
        bool late = false;
        while (!stop.stopRequested()) {
            if (take(known, listener))
                end = std::min(end, Clock::now() + m_grace);
            winner = choice(known, late);
            const bool all = std::all_of(known.begin(), known.end(), [](const auto &one) { return one.has_value(); });
            if (winner || all || late)
                break;
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
            pollfd fds[2] = {{m_news.fd(), POLLIN, 0}, {stop.fd(), POLLIN, 0}};
            ::poll(fds, 2, static_cast<int>(std::max<std::int64_t>(left, 0)));
            late = Clock::now() >= end;
        }
        return known;
    }

private:
    /// Ends with every thread joined.
    class Crew {
    public:
        Crew(OrderedRace &race, const std::vector<Attempt> &attempts)
        {
            for (std::size_t i = 0; i < attempts.size(); ++i) {
                m_threads.emplace_back([&race, &attempt = attempts[i], i, token = m_stop.token()] {
                    auto answer = attempt(token);
                    const std::lock_guard lock(race.m_mutex);
                    race.m_board[i] = std::move(answer);
                    race.m_news.signal();
                });
            }
        }
        ~Crew()
        {
            m_stop.requestStop();
            for (std::thread &thread : m_threads)
                thread.join();
        }
        Crew(const Crew &) = delete;
        Crew &operator=(const Crew &) = delete;

    private:
        StopSource m_stop;
        std::vector<std::thread> m_threads;
    };

    /// \return whether there was a success among the news.
    bool take(Answers &known, const Listener &listener)
    {
        std::vector<std::size_t> news;
        {
            const std::lock_guard lock(m_mutex);
            m_news.clear();
            for (std::size_t i = 0; i < known.size(); ++i) {
                if (known[i] || !m_board[i])
                    continue;
                known[i] = std::exchange(m_board[i], std::nullopt);
                news.push_back(i);
            }
        }
        for (const std::size_t i : news) {
            if (listener)
                listener(i, *known[i]);
        }
        return std::any_of(news.begin(), news.end(), [&](std::size_t i) { return known[i]->ok(); });
    }

    static std::optional<std::size_t> choice(const Answers &known, bool late)
    {
        for (std::size_t i = 0; i < known.size(); ++i) {
            if (!known[i] && !late)
                return std::nullopt;
            if (known[i] && known[i]->ok())
                return i;
        }
        return std::nullopt;
    }

    const std::chrono::milliseconds m_whole;
    const std::chrono::milliseconds m_grace;
    std::mutex m_mutex;
    WakeFd m_news;
    Answers m_board;
};

} // namespace tern::accounts
