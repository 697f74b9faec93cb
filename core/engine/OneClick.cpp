// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/OneClick.h"

#include "core/engine/EngineImpl.h"
#include "core/net/http/HttpFetch.h"

namespace tern::engine {

Result<void> unsubscribeByPost(const std::string &url, NetContext context)
{
    if (!url.starts_with("https://"))
        return makeError(ErrorKind::Unsupported, "engine.unsubscribe", "not an https: address");
    auto parsed = http::HttpUrl::parse(url);
    if (!parsed)
        return parsed.error();
    context.identity = nullptr;
    http::HttpLimits limits;
    limits.redirects = 0;
    limits.whole = std::chrono::seconds(20);
    auto answer = http::fetch({*std::move(parsed), crypto::Secret(std::string("List-Unsubscribe=One-Click"))}, limits, context);
    if (!answer)
        return answer.error();
    if (answer->status >= 300 && answer->status < 400)
        return makeError(ErrorKind::Unsupported, "engine.unsubscribe", "the sender's server leads elsewhere");
    if (answer->status < 200 || answer->status >= 300)
        return makeError(ErrorKind::ServerRefused, "engine.unsubscribe", "HTTP status " + std::to_string(answer->status));
    return {};
}

void EngineImpl::unsubscribe(AccountId account, std::string url, Completion<void> done)
{
    m_diagnoses.start([this, account, url = std::move(url), done = std::move(done)](const StopToken &stop) {
        auto context = wayToPictures(account, stop);
        done(context ? unsubscribeByPost(url, *std::move(context)) : Result<void>(context.error()));
    });
}

} // namespace tern::engine
