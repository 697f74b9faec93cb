// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"
#include "core/net/Proxy.h"

#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace tern::accounts {

/// What a person chose as the way to the servers, for all accounts or for one. The password lies in the secret store.
struct ProxyChoice {
    enum class Mode {
        Inherit,    ///< one account's: as for all
        System,     ///< the desktop's, else the environment's
        None,
        Own         ///< the one below
    };
    Mode mode = Mode::System;
    ProxyKind kind = ProxyKind::Socks5;
    std::string host;
    std::uint16_t port = 0;
    std::string user;           ///< empty: it wants none

    bool operator==(const ProxyChoice &) const = default;
    /// As a setting keeps it: JSON.
    [[nodiscard]] QString toSetting() const;
    /// Whatever can't be read is the default.
    [[nodiscard]] static ProxyChoice fromSetting(const QString &text);
    /// The setting's key; AccountId{}: that for all accounts.
    [[nodiscard]] static QString settingKey(AccountId account);
};

/// "socks5://user:secret@host:1080", "http://host:3128", "host:3128"; socks, socks5h and https are known too. Nothing when malformed.
[[nodiscard]] std::optional<ProxySettings> parseProxyUrl(std::string_view url);

/// What the variables say of connections of any kind: all_proxy or socks_proxy, no_proxy. (https_proxy is about web pages: such proxies mostly
/// refuse mail's ports.) \param variable  the value of a name, null when unset
[[nodiscard]] std::optional<ProxySettings> proxyFromVariables(const std::function<const char *(const char *)> &variable);
/// The same of this process.
[[nodiscard]] std::optional<ProxySettings> environmentProxy();

} // namespace tern::accounts
