// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>
#include <QWidget>
#include <QtPlugin>

#include <functional>
#include <memory>
#include <optional>

namespace tern::ui {

/// A part of the shown message, asked for by its Content-ID.
struct HtmlPart {
    QByteArray type;
    QByteArray content;
};

/// One message's HTML and what it may refer to.
struct HtmlDocument {
    QString html;
    /// Called on the UI thread; nullopt for what is not in the message.
    std::function<std::optional<HtmlPart>(const QString &contentId)> part;
};

/// Shows HTML that nobody trusts: no JavaScript, no network, no files, no forms, no navigation.
/// Thread: UI.
class HtmlView {
public:
    virtual ~HtmlView() = default;
    [[nodiscard]] virtual QWidget *widget() = 0;
    virtual void show(HtmlDocument document) = 0;
    virtual void clear() = 0;

    std::function<void(const QUrl &)> linkActivated;
    std::function<void(const QUrl &)> linkHovered;      ///< an empty one when the pointer leaves
    std::function<void()> rendered;
};

/// What the module `tern_html` offers. It is loaded for the first HTML message, because the engine behind it takes 0.3 s and
/// 150 MB that a start should not pay for.
class HtmlViewFactory {
public:
    virtual ~HtmlViewFactory() = default;
    [[nodiscard]] virtual std::unique_ptr<HtmlView> create(QWidget *parent) = 0;
};

} // namespace tern::ui

Q_DECLARE_INTERFACE(tern::ui::HtmlViewFactory, "org.tern.HtmlViewFactory/1")
