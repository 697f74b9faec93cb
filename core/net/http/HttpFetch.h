// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/crypto/Secret.h"
#include "core/net/NetContext.h"
#include "core/net/http/HttpUrl.h"

#include <chrono>
#include <string>

namespace tern::http {

struct HttpRequest {
    HttpUrl url;
    crypto::Secret form;            ///< not empty: POST of application/x-www-form-urlencoded; never traced
};

struct HttpLimits {
    std::size_t longestBody = 256 * 1024;       ///< bytes; more is a ProtocolError
    int redirects = 3;                          ///< of a GET, HTTPS to HTTPS
    std::chrono::milliseconds whole{10'000};    ///< from the first look-up to the last byte
};

struct HttpResponse {
    int status = 0;
    std::string body;
    HttpUrl url;                    ///< what answered, behind the redirects
};

/// One request and its answer over HTTPS [RFC 9110, 9112]: a connection of its own, the certificate checked, no cookies, no proxy
/// authentication, nothing about this machine in the headers. Only the first line of the request and of the answer is traced.
/// An answer with an error status is an answer. Errors: those of LineSocket; Timeout for the whole; ProtocolError for what is no HTTP or too
/// long; Unsupported for a redirect away from HTTPS.
/// Thread: any; blocks, ends at once on stop.
[[nodiscard]] Result<HttpResponse> fetch(const HttpRequest &request, const HttpLimits &limits, const NetContext &context);

} // namespace tern::http
