// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/markup/HtmlSanitizer.h"
#include "ui/bridge/WindowContext.h"
#include "ui/reader/HtmlView.h"

#include <QObject>

#include <optional>

namespace tern::ui {

/// Has the open message's HTML made safe (off this thread), and answers what a view asks for while it shows it.
/// Thread: UI.
class HtmlPresenter final : public QObject {
    Q_OBJECT
public:
    explicit HtmlPresenter(const WindowContext &context, QObject *parent = nullptr);

    struct Wish {
        bool remote = false;            ///< with pictures from other machines
        bool originalColours = false;   ///< not carried over to a dark window
    };
    /// prepared() comes, unless another message or cancel() is first.
    void prepare(engine::OpenedMessagePtr message, const Wish &wish);
    void cancel();
    /// Since prepared().
    [[nodiscard]] const std::optional<markup::SafeHtml> &html() const { return m_html; }
    [[nodiscard]] HtmlDocument document();

Q_SIGNALS:
    void prepared();

private:
    void fetch(int picture, const HtmlDocument::Reply &reply);

    WindowContext m_context;
    engine::OpenedMessagePtr m_message;
    Wish m_wish;
    AccountId m_account;    ///< whose way pictures on other machines come; only when they are wanted
    std::optional<markup::SafeHtml> m_html;
    int m_number = 0;
};

} // namespace tern::ui
