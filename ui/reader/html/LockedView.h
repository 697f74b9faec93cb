// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/reader/HtmlView.h"

#include <QPointer>

class QWebEngineProfile;
class QWebEngineView;

namespace tern::ui {

class MessageSchemeHandler;

/// HtmlView over QtWebEngine with everything off that a message has no business with.
class LockedView final : public HtmlView {
public:
    explicit LockedView(QWidget *parent);
    ~LockedView() override;
    QWidget *widget() override;
    void show(HtmlDocument document) override;
    void clear() override;

private:
    void setUp();

    QString m_style;
    std::unique_ptr<QWebEngineProfile> m_profile;
    std::unique_ptr<MessageSchemeHandler> m_scheme;
    QPointer<QWebEngineView> m_view;
};

} // namespace tern::ui
