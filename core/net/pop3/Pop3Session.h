// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/crypto/Secret.h"
#include "core/net/Endpoint.h"
#include "core/net/NetContext.h"
#include "core/net/SignInMethod.h"
#include "core/net/pop3/Pop3Types.h"

#include <QByteArray>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tern::pop3 {

struct Pop3ConnectOptions {
    Endpoint endpoint;
    std::string user;
    crypto::Secret secret;                  ///< password or access token
    SignInMethod method = SignInMethod::Automatic;
};

/// A message above this is left on the server.
constexpr std::uint64_t kLargestMessage = 256ull * 1024 * 1024;

/// A signed-in POP3 connection [RFC 1939, 2449]. The server locks the maildrop until it ends, so it is short. Where the server takes pipelining,
/// a whole series of commands is on the way at once.
/// Every call blocks, ends at once on stop. Errors of all: those of LineSocket, ProtocolError; after those the session is unusable. A refusal
/// (ServerRefused, ServerBusy) leaves it as it is. Thread: the lane's.
class Pop3Session final {
public:
    /// Connects, STLS when the endpoint asks for it (never in the clear after that), signs in. Errors: those of LineSocket::connect, TlsFailed,
    /// LoginDisabled, AuthenticationFailed, AuthenticationUnavailable, ServerBusy (maildrop in use, too soon, for now), ServerRefused.
    [[nodiscard]] static Result<std::unique_ptr<Pop3Session>> connect(const Pop3ConnectOptions &options, const NetContext &context);
    ~Pop3Session();
    Pop3Session(const Pop3Session &) = delete;
    Pop3Session &operator=(const Pop3Session &) = delete;

    [[nodiscard]] const Capabilities &capabilities() const;
    [[nodiscard]] bool isUsable() const;
    [[nodiscard]] std::uint64_t bytesRead() const;
    [[nodiscard]] std::uint64_t bytesWritten() const;

    /// Numbers, UIDLs where the server has them, and sizes. In one round trip where it takes pipelining; where it doesn't, it is asked for sizes only
    /// if it has no UIDLs.
    [[nodiscard]] Result<std::vector<MaildropEntry>> listing();
    /// UIDL: what lies in the maildrop; in one round trip. Unsupported when the server doesn't know it.
    [[nodiscard]] Result<std::vector<MaildropEntry>> identifiers();
    /// LIST: numbers and sizes.
    [[nodiscard]] Result<std::vector<MaildropEntry>> sizes();
    /// STAT: how many. Some servers lie; it is only a hint.
    [[nodiscard]] Result<std::uint32_t> count();

    /// Told for each in the given order, as it comes; `got` is an error when the server refused that one. An error from it ends the series and the
    /// connection.
    using Taker = std::function<Result<void>(const MaildropEntry &entry, Result<QByteArray> got)>;
    /// RETR of each.
    Result<void> retrieve(std::span<const MaildropEntry> entries, const Taker &taker);
    /// TOP n 0 of each: the header. Each is answered by Unsupported once the server said that it doesn't know TOP.
    Result<void> headers(std::span<const MaildropEntry> entries, const Taker &taker);
    /// DELE of each. They go with quit() alone [RFC 1939 §6]. `got` is empty, or what the server said against it.
    Result<void> remove(std::span<const MaildropEntry> entries, const Taker &taker);
    /// QUIT. Success: the server confirmed that what was marked is gone. Any error: it may be, or not. Closes.
    Result<void> quit();
    /// RSET: nothing is marked any more.
    Result<void> reset();

private:
    class Impl;
    explicit Pop3Session(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace tern::pop3
