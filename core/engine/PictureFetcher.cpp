// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/PictureFetcher.h"

#include "core/markup/PictureType.h"
#include "core/net/http/HttpFetch.h"

#include <utility>

namespace tern::engine {
namespace {

constexpr int kAtOnce = 4;
constexpr std::size_t kLongestPicture = 10 * 1024 * 1024;   // bytes
constexpr std::size_t kMostWanted = 2000;

/// There is no plain HTTP in Tern: what is named so is asked for by HTTPS.
std::string byHttps(const std::string &url)
{
    return url.starts_with("http://") ? "https://" + url.substr(7) : url;
}

} // namespace

void PictureFetcher::fetch(AccountId account, std::string url, Completion<Picture> done)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_stopped && m_wanted.size() < kMostWanted) {
            m_wanted.push_back({account, std::move(url), std::move(done)});
            if (m_working >= kAtOnce)
                return;
            ++m_working;
            done = nullptr;
        }
    }
    if (done)
        return done(makeError(ErrorKind::Cancelled, "engine.picture"));
    m_jobs.start([this](const StopToken &) { work(); });
}

void PictureFetcher::work()
{
    std::unique_lock lock(m_mutex);
    while (!m_wanted.empty()) {
        const Wanted wanted = std::move(m_wanted.front());
        m_wanted.pop_front();
        const StopToken stop = m_stop.token();
        lock.unlock();
        auto picture = fetchNow(wanted, stop);
        wanted.done(stop.stopRequested() ? makeError(ErrorKind::Cancelled, "engine.picture") : std::move(picture));
        lock.lock();
    }
    --m_working;
}

Result<Picture> PictureFetcher::fetchNow(const Wanted &wanted, const StopToken &stop) const
{
    auto url = http::HttpUrl::parse(byHttps(wanted.url));
    if (!url)
        return url.error();
    auto context = m_way(wanted.account, stop);
    if (!context)
        return context.error();
    context->identity = nullptr;
    http::HttpLimits limits;
    limits.longestBody = kLongestPicture;
    limits.redirects = 5;
    limits.whole = std::chrono::seconds(20);
    auto answer = http::fetch({*std::move(url), {}}, limits, *context);
    if (!answer)
        return answer.error();
    if (answer->status != 200)
        return makeError(ErrorKind::NotFound, "engine.picture", "HTTP status " + std::to_string(answer->status));
    const std::string_view type = markup::pictureType(answer->body);
    if (type.empty())
        return makeError(ErrorKind::Unsupported, "engine.picture", "what came is no picture");
    return Picture{std::string(type), QByteArray::fromStdString(answer->body)};
}

void PictureFetcher::cancel()
{
    std::deque<Wanted> left;
    {
        const std::lock_guard lock(m_mutex);
        left = std::exchange(m_wanted, {});
        m_stop.requestStop();
        m_stop = StopSource();
    }
    for (const Wanted &wanted : left)
        wanted.done(makeError(ErrorKind::Cancelled, "engine.picture"));
}

void PictureFetcher::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
    }
    cancel();
    m_jobs.stop();
}

} // namespace tern::engine
