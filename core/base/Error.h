// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace tern {

/// What went wrong, in terms a person or a policy can act on. `ui/` turns each kind into a sentence.
enum class ErrorKind {
    Cancelled,              ///< stopped by us: quit, cancel, a newer request
    HostNotFound,           ///< the name does not resolve
    Offline,                ///< no route, network down
    ConnectionRefused,
    ConnectionLost,         ///< the peer closed or reset
    Timeout,
    TlsFailed,              ///< handshake failed, STARTTLS refused or tampered with
    CertificateInvalid,     ///< see detail: expired, self-signed, wrong host, untrusted…
    CaptivePortal,          ///< the network answers in the server's place until a page is passed in a browser
    ProxyFailed,            ///< the proxy can't be reached, or didn't connect us: its words are in detail
    ProxySignInFailed,      ///< the proxy wants another user or password
    LoginDisabled,          ///< the server forbids sign-in on this connection
    AuthenticationFailed,   ///< wrong user or password
    AuthenticationUnavailable, ///< no common mechanism
    PasswordNeeded,         ///< no stored secret for this account
    ConfirmationNeeded,     ///< only the person can say whether this is meant; detail names what
    ServerRefused,          ///< a tagged NO, a 5xx: the server's words are in detail
    ServerBusy,             ///< a 4xx, [UNAVAILABLE], [LIMIT]: later may work
    ServerBye,              ///< the server is shutting down the connection
    ProtocolError,          ///< the peer broke the protocol or a cap
    QuotaExceeded,          ///< [OVERQUOTA], 552
    MailboxMissing,         ///< the mailbox does not exist (any more)
    MessageMissing,         ///< the message is gone
    UidValidityChanged,
    RecipientRefused,
    SenderRefused,
    MessageTooLarge,
    OutcomeUnknown,         ///< sent, but the answer was lost; never repeated silently
    InvalidInput,           ///< what the caller gave can't be used
    NotFound,
    DiskFull,
    ReadOnly,
    StorageDamaged,
    Io,
    ProfileInUse,
    Unsupported,            ///< the server can't do this
    Internal
};

/// When trying again can help.
enum class Retry { Now, WithBackoff, AfterUserAction, Never };

/// A failure as a value. `where` names the step in a few words ("imap.select"), for logs; `detail` holds the
/// peer's or the system's own words, unredacted of nothing secret: whoever fills it keeps secrets out.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    Retry retry = Retry::Never;
    std::string where;
    std::string detail;

    /// One line for logs and terminals.
    [[nodiscard]] std::string toString() const;
};

/// The stable name of a kind, as JSON and logs write it ("host_not_found").
[[nodiscard]] std::string_view errorKindName(ErrorKind kind);

/// The usual answer to "can a retry help" for a kind.
[[nodiscard]] Retry defaultRetry(ErrorKind kind);

/// An Error with the kind's usual retry.
[[nodiscard]] Error makeError(ErrorKind kind, std::string where, std::string detail = {});

/// An Error from `errno` (ENOSPC → DiskFull, EROFS/EACCES → ReadOnly, ECONNREFUSED → ConnectionRefused …).
[[nodiscard]] Error errorFromErrno(int code, std::string where);

} // namespace tern
